using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>One rating.</summary>
/// <param name="Group">The rater's group.</param>
/// <param name="RaterRef">Who rated, by a reference that is the same in all their rows.</param>
/// <param name="Competency">What was rated.</param>
/// <param name="Value">The rating; none when not observed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RatingRow(string? Group, string? RaterRef, string? Competency, DecimalParts Value);

/// <summary>The fields of a rating row in the facts.</summary>
internal static class RatingFields
{
    /// <summary>The rater's group.</summary>
    public const string Group = "group";

    /// <summary>Who rated.</summary>
    public const string RaterRef = "raterRef";

    /// <summary>What was rated.</summary>
    public const string Competency = "competency";

    /// <summary>The rating.</summary>
    public const string Value = "value";
}
