namespace PolicyEngine.Compat;

/// <summary>Finds results by the names that cases write.</summary>
internal static class NamedResult
{
    /// <summary>A result by its path <c>Parent/Child</c>, or the first of that name at any depth.</summary>
    public static T? Find<T>(IReadOnlyList<T> results, string path, Func<T, string> name, Func<T, IReadOnlyList<T>> nested)
        where T : class
    {
        var found = All(results, nested).FirstOrDefault(r => string.Equals(name(r), path, StringComparison.Ordinal));
        if (found is not null || !path.Contains('/', StringComparison.Ordinal))
            return found;
        var level = results;
        foreach (var part in path.Split('/'))
        {
            found = level.FirstOrDefault(r => string.Equals(name(r), part, StringComparison.Ordinal));
            if (found is null)
                return null;
            level = nested(found);
        }

        return found;
    }

    /// <summary>Results with all nested in them.</summary>
    public static IEnumerable<T> All<T>(IReadOnlyList<T> results, Func<T, IReadOnlyList<T>> nested) => results.Concat(results.SelectMany(r => All(nested(r), nested)));
}
