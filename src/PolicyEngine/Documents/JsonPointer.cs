namespace PolicyEngine.Documents;

/// <summary>RFC 6901 pointers.</summary>
public static class JsonPointer
{
    /// <summary>Returns the pointer to a member or item of the value that a pointer refers to.</summary>
    /// <param name="pointer">The pointer to the parent.</param>
    /// <param name="token">A member name or an index, unescaped.</param>
    public static string Append(string pointer, string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return pointer + "/" + token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }

    /// <summary>Returns the tokens of a pointer, unescaped.</summary>
    /// <param name="pointer">The empty string, or a pointer that starts with <c>/</c>.</param>
    public static IEnumerable<string> Split(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        return pointer.Split('/').Skip(1).Select(t => t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
    }
}
