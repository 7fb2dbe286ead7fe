using System.Text.Json.Nodes;

namespace PolicyEngine.Compat;

/// <summary>Tells whether what an answer calls missing is missing indeed.</summary>
internal static class Absence
{
    /// <summary>Whether somewhere along a path of the inputs, such as <c>emp.kpis[].weight</c>, there is nothing.</summary>
    public static bool IsAbsent(JsonObject inputs, string path) => IsAbsent(inputs, path.Split('.'));

    private static bool IsAbsent(JsonNode? node, ReadOnlySpan<string> path)
    {
        if (node is null)
            return true;
        if (path.IsEmpty)
            return false;
        var isList = path[0].EndsWith("[]", StringComparison.Ordinal);
        var name = isList ? path[0][..^2] : path[0];
        var value = (node as JsonObject)?.FirstOrDefault(m => string.Equals(m.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
        if (!isList)
            return IsAbsent(value, path[1..]);
        // A list that is there can still miss the item asked for: the first of none, or one beyond its end.
        if (value is not JsonArray items || path.Length == 1)
            return true;
        foreach (var item in items)
        {
            if (IsAbsent(item, path[1..]))
                return true;
        }

        return items.Count == 0;
    }
}
