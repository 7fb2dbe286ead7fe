using PolicyEngine.Appraisals.Content;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals.Writing;

/// <summary>The writers of one weighting policy's scores.</summary>
/// <param name="content">The content of the policy.</param>
/// <param name="indicators">The descriptions of its indicators.</param>
/// <param name="dimensions">Its rules; <see langword="null"/> when it has none.</param>
internal sealed class ScoresWriters(WeightingContent content, IReadOnlyList<IndicatorInfo> indicators, CompiledWorkflow? dimensions)
{
    private readonly Lazy<ScoresWriter> _withReasons = new(() => ScoresWriter.WithReasons(content, indicators, dimensions));
    private readonly Lazy<ScoresWriter> _outcomes = new(() => ScoresWriter.OfOutcomes(content, dimensions));

    /// <summary>Writes every score with its titles, and every dimension with its reason.</summary>
    public ScoresWriter WithReasons => _withReasons.Value;

    /// <summary>Writes outcomes only.</summary>
    public ScoresWriter Outcomes => _outcomes.Value;
}
