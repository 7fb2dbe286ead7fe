using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Reads the members of a fact model that other documents do not have.</summary>
internal static class FactModelReader
{
    /// <summary>Reads a fact model; faults are added to the reader's bag. Returns <see langword="null"/> when an essential part could not be read.</summary>
    public static FactModel? Read(ObjectReader reader, DocumentHeader header)
    {
        var input = reader.Name("input");
        if (input is not null && ReservedNames.IsReserved(input))
            reader.ErrorAt("input", "reserved-name", $"`{input}` is reserved in expressions; choose another name");
        var about = reader.Object("about");
        var schema = reader.Required("schema") is { } node ? FactSchemaReader.ReadRoot(node, reader.Diagnostics) : null;
        var fields = ReadAbout(about, schema);
        reader.Done();
        return input is null || fields is null || schema is null
            ? null
            : new FactModel(header.Id, header.Title, input, fields, schema) { Canonical = header.Canonical, Sha256 = header.Sha256 };
    }

    private static AboutFields? ReadAbout(ObjectReader? about, FactSchema? schema)
    {
        if (about is null)
            return null;
        var fields = new AboutFields(about.Text("id") ?? string.Empty, about.OptionalText("name"), about.OptionalText("level"), about.OptionalText("year"));
        about.Done();
        if (schema is null)
            return fields;

        Check(about, schema, "id", fields.Id, FactKind.Text);
        Check(about, schema, "name", fields.Name, FactKind.Text);
        Check(about, schema, "level", fields.Level, FactKind.Text);
        Check(about, schema, "year", fields.Year, FactKind.Integer);
        if (schema.Fields.Any(f => string.Equals(f.Name, fields.Id, StringComparison.Ordinal) && !f.Required))
            about.ErrorAt("id", "about-field", $"`{fields.Id}` identifies the subject; list it in `required`");
        if (schema.Fields.Any(f => string.Equals(f.Name, fields.Id, StringComparison.Ordinal) && f.Schema.Personal != PersonalData.None))
            about.ErrorAt("id", "about-field", $"`{fields.Id}` identifies the subject in every list and is always shown, so it cannot be `personal`; use an id that reveals nothing, such as a personnel number");
        return fields;
    }

    private static void Check(ObjectReader about, FactSchema schema, string member, string? field, FactKind kind)
    {
        if (string.IsNullOrEmpty(field))
            return;
        var found = schema.Fields.FirstOrDefault(f => string.Equals(f.Name, field, StringComparison.Ordinal));
        var names = schema.Fields.Select(f => f.Name);
        if (found is null)
            about.ErrorAt(member, "unknown-field", $"`{field}` is not a field of the schema; {Suggest.Hint(field, names, "name one of its properties")}");
        else if (found.Schema.Kind != kind)
            about.ErrorAt(member, "about-field", $"`{field}` must be of type `{(kind == FactKind.Text ? "string" : "integer")}` to serve as `{member}`");
    }
}
