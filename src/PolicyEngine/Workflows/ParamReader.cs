using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Reads lists of named expressions: global params, local params and additional inputs.</summary>
internal static class ParamReader
{
    /// <summary>Reads an optional list; faults are added to the reader's bag.</summary>
    public static List<ParamDefinition> Read(ObjectReader reader, string member)
    {
        var found = new List<ParamDefinition>();
        foreach (var param in reader.OptionalObjects(member) ?? [])
        {
            var name = param.Name("Name");
            var expression = param.Required("Expression");
            param.Done();
            if (name is not null && ReservedNames.IsReserved(name))
                param.ErrorAt("Name", "reserved-name", $"`{name}` is reserved in expressions; choose another name");
            else if (name is not null && expression is not null)
                found.Add(new ParamDefinition(name, expression));
        }

        if (found.Count > reader.Diagnostics.Limits.Params)
            reader.ErrorAt(member, "too-many", $"`{member}` has at most {reader.Diagnostics.Limits.Params} items, this one has {found.Count}");
        return found;
    }
}
