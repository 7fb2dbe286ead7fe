namespace PolicyEngine.Documents;

/// <summary>The names that already have a meaning in expressions.</summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "parameters", "it", "parent", "root", "and", "or", "not", "in", "new", "null", "true", "false", "iif", "np", "is", "as", "cast", "isnull",
        "output", "Score", "Grade", "Lookup", "Number", "Periods", "Math", "Convert", "DateTime", "String", "Object", "Boolean", "Decimal",
    };

    /// <summary>Whether a name is reserved, so that an author cannot use it for an input, a param or a read.</summary>
    public static bool IsReserved(string name) => Names.Contains(name);
}
