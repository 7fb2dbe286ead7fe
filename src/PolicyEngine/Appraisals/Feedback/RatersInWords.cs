using System.Globalization;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>How many raters a group has, as it is shown: of few of them not even the number.</summary>
internal static class RatersInWords
{
    /// <summary>The number, or <c>n&lt;3</c> when the group is suppressed.</summary>
    public static string Of(RaterGroupStatus status, int raters, int minimum) => status == RaterGroupStatus.Suppressed
        ? string.Create(CultureInfo.InvariantCulture, $"n<{minimum}")
        : raters.ToString(CultureInfo.InvariantCulture);
}
