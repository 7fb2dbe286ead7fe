using System.Runtime.InteropServices;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>The 360° component where it is computed.</summary>
/// <param name="groups">How many rater groups the policy has.</param>
/// <param name="competencies">How many competencies it has.</param>
internal sealed class FeedbackWork(int groups, int competencies) : ComponentWork
{
    private readonly RaterGroupStatus[] _cells = new RaterGroupStatus[groups * competencies];
    private readonly DecimalParts[] _means = new DecimalParts[groups * competencies];

    /// <summary>Why there is no score in spite of ratings; <see langword="null"/> otherwise.</summary>
    public LocalizedText? Held { get; set; }

    /// <summary>How each rater group stands.</summary>
    public RaterGroupStatus[] Groups { get; } = new RaterGroupStatus[groups];

    /// <summary>How many raters each group has.</summary>
    public int[] Raters { get; } = new int[groups];

    /// <summary>The competencies.</summary>
    public CompetencyWork[] Competencies { get; } = new CompetencyWork[competencies];

    /// <summary>Whether the competencies are there to be shown; not when their numbers outgrow decimals.</summary>
    public bool IsComputed { get; set; }

    /// <summary>How each group stands for a competency.</summary>
    public Span<RaterGroupStatus> Cells(int competency) => _cells.AsSpan(competency * groups, groups);

    /// <summary>The published mean of each group's ratings of a competency.</summary>
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

/// <summary>One competency where it is computed. Numbers are <see cref="DecimalParts.None"/> where there are none.</summary>
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
