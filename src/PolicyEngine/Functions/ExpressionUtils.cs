namespace PolicyEngine.Functions;

/// <summary>The helper that RulesEngine itself registers, so that workflows that use it run here as well.</summary>
public static class ExpressionUtils
{
    /// <summary>Whether a text is one of those in a list joined by commas.</summary>
    /// <param name="check">The text.</param>
    /// <param name="valList">The list, such as <c>"S,A"</c>; blanks count.</param>
    public static bool CheckContains(string check, string valList) =>
        !string.IsNullOrEmpty(check) && !string.IsNullOrEmpty(valList) && valList.Split(',').Contains(check, StringComparer.Ordinal);
}
