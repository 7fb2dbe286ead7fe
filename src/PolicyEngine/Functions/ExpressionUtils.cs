namespace PolicyEngine.Functions;

/// <summary>The helper class that RulesEngine registers by itself, so that workflows which call it run here too.</summary>
public static class ExpressionUtils
{
    /// <summary>Whether a text is one of the items of a comma-separated list.</summary>
    /// <param name="check">The text to look for; case matters.</param>
    /// <param name="valList">The list, such as <c>"S,A"</c>. Blanks belong to the items. An empty text or list gives <see langword="false"/>.</param>
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
