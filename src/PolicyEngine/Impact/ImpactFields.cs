using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Impact;

/// <summary>Resolves the fields by which subjects are grouped.</summary>
public static class ImpactFields
{
    /// <summary>Returns the pointer of a field.</summary>
    /// <param name="side">The version whose fact model has the field.</param>
    /// <param name="field">A pointer such as <c>/department</c>, or a dotted path, with or without the name of the facts at its start.</param>
    /// <param name="fault">What is wrong with the field; <see langword="null"/> if nothing is.</param>
    /// <returns>The pointer; <see langword="null"/> when the model has no such single value.</returns>
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
