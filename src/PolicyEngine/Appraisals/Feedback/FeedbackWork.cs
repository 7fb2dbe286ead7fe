using System.Runtime.InteropServices;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>The 360° component in the memory in which it is computed.</summary>
/// <param name="groups">The number of the policy's rater groups.</param>
/// <param name="competencies">The number of its competencies.</param>
internal sealed class FeedbackWork(int groups, int competencies) : ComponentWork
{
    private readonly RaterGroupStatus[] _cells = new RaterGroupStatus[groups * competencies];
    private readonly DecimalParts[] _means = new DecimalParts[groups * competencies];

    /// <summary>Why there is no score in spite of ratings; otherwise <see langword="null"/>.</summary>
    public LocalizedText? Held { get; set; }

    /// <summary>The status of each rater group.</summary>
    public RaterGroupStatus[] Groups { get; } = new RaterGroupStatus[groups];

    /// <summary>The number of raters in each group.</summary>
    public int[] Raters { get; } = new int[groups];

    /// <summary>The competencies.</summary>
    public CompetencyWork[] Competencies { get; } = new CompetencyWork[competencies];

    /// <summary>
    /// Whether the competencies have been computed and can be shown; <see langword="false"/> when their numbers became too large for decimals.
    /// </summary>
    public bool IsComputed { get; set; }

    /// <summary>Returns the status of each group for a competency.</summary>
    public Span<RaterGroupStatus> Cells(int competency) => _cells.AsSpan(competency * groups, groups);

    /// <summary>Returns the published mean of each group's ratings of a competency.</summary>
    public Span<DecimalParts> Means(int competency) => _means.AsSpan(competency * groups, groups);

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        Held = null;
        IsComputed = false;
        Array.Clear(Groups);
        Array.Clear(Raters);
        Array.Clear(Competencies);
        Array.Clear(_cells);
        Array.Clear(_means);
    }
}

/// <summary>One competency in the memory in which it is computed. A missing number is <see cref="DecimalParts.None"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CompetencyWork
{
    /// <summary>The weighted mean before rounding.</summary>
    public DecimalParts Unrounded;

    /// <summary>The published weighted mean.</summary>
    public DecimalParts Score;

    /// <summary>The published mean of self ratings.</summary>
    public DecimalParts Self;
}
