using System.Globalization;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>Shows the number of raters of a group; for a suppressed group, not even the number is shown.</summary>
internal static class RatersInWords
{
    /// <summary>Returns the number of raters, or <c>n&lt;3</c> (with the policy's minimum) when the group is suppressed.</summary>
    public static string Of(RaterGroupStatus status, int raters, int minimum) => status == RaterGroupStatus.Suppressed
        ? string.Create(CultureInfo.InvariantCulture, $"n<{minimum}")
        : raters.ToString(CultureInfo.InvariantCulture);
}
