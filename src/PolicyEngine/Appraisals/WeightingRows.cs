using System.Runtime.InteropServices;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>One rating.</summary>
/// <param name="Group">The rater's group.</param>
/// <param name="RaterRef">A reference to the rater, the same in all of their ratings.</param>
/// <param name="Competency">The competency that was rated.</param>
/// <param name="Value">The rating; <see cref="DecimalParts.None"/> when not observed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RatingRow(string? Group, string? RaterRef, string? Competency, DecimalParts Value);

/// <summary>The names of the fields of a rating in the facts.</summary>
internal static class RatingFields
{
    /// <summary>The rater's group.</summary>
    public const string Group = "group";

    /// <summary>A reference to the rater.</summary>
    public const string RaterRef = "raterRef";

    /// <summary>The competency that was rated.</summary>
    public const string Competency = "competency";

    /// <summary>The rating.</summary>
    public const string Value = "value";
}
