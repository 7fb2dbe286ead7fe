namespace PolicyEngine.Functions;

/// <summary>The helper that RulesEngine itself registers, so that workflows that use it run here as well.</summary>
public static class ExpressionUtils
{
    /// <summary>Whether a text is one of those in a list joined by commas.</summary>
    /// <param name="check">The text.</param>
    /// <param name="valList">The list, such as <c>"S,A"</c>; blanks count.</param>
    public static bool CheckContains(string check, string valList) =>
        !string.IsNullOrEmpty(check) && !string.IsNullOrEmpty(valList) && Holds(valList, check);

    private static bool Holds(ReadOnlySpan<char> list, ReadOnlySpan<char> text)
    {
        foreach (var item in list.Split(','))
        {
            if (list[item].SequenceEqual(text))
                return true;
        }

        return false;
    }
}
