using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Impact;

/// <summary>Finds the fields by which subjects can be grouped.</summary>
public static class ImpactFields
{
    /// <summary>The pointer of a field.</summary>
    /// <param name="side">The version whose model has the field.</param>
    /// <param name="field">A pointer such as <c>/department</c>, or names joined by dots, with or without the input's name before them.</param>
    /// <param name="fault">What is wrong with it; <see langword="null"/> when nothing is.</param>
    /// <returns><see langword="null"/> when the model has no such single value.</returns>
    public static string? Resolve(ImpactSide side, string field, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(side);
        ArgumentNullException.ThrowIfNull(field);
        var (schema, input) = side.FactsOf;
        var names = (field.StartsWith('/') ? JsonPointer.Split(field) : field.Split('.')).ToList();
        if (names.Count > 1 && !field.StartsWith('/') && string.Equals(names[0], input, StringComparison.Ordinal) && schema.Find(input) is null)
            names.RemoveAt(0);
        var pointer = string.Empty;
        foreach (var name in names)
        {
            var found = schema.Fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal));
            if (found is null)
            {
                fault = $"`{name}` is not a field to group by; {Suggest.Hint(name, schema.Fields.Select(f => f.Name), $"there are {NamesInWords.Quoted(schema.Fields.Select(f => f.Name))}")}";
                return null;
            }

            (schema, pointer) = (found.Schema, JsonPointer.Append(pointer, name));
        }

        fault = schema.Kind is FactKind.Object or FactKind.List ? $"`{field}` is not a single value; name a field below it" : null;
        return fault is null ? pointer : null;
    }
}
