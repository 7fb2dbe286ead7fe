using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Telling;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals;

/// <summary>A weighting policy ready to score facts of one model. Safe for concurrent use.</summary>
internal sealed class WeightingPlan
{
    private readonly WeightingFactsReader _reader;
    private readonly WeightingCalculator _calculator;
    private readonly Pool<WeightingWork> _work;
    private readonly Lazy<ScoresTeller> _teller;

    /// <summary>Prepares a policy for a model.</summary>
    /// <param name="content">The policy's scores; <see cref="WeightingChecker"/> found no error in them.</param>
    /// <param name="shape">The root shape of the fact model.</param>
    /// <param name="input">The name by which paths start, such as <c>manager</c>.</param>
    public WeightingPlan(WeightingContent content, FactShape shape, string input)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(shape);
        _calculator = new WeightingCalculator(content, shape.Schema, input);
        _reader = new WeightingFactsReader(content, _calculator.Indicators, shape, input);
        _work = new Pool<WeightingWork>(_calculator.CreateWork);
        _teller = new(() => new ScoresTeller(content, _calculator.Infos));
    }

    /// <summary>The indicators for people.</summary>
    public IReadOnlyList<IndicatorInfo> Infos => _calculator.Infos;

    /// <summary>The scores of one person.</summary>
    /// <param name="facts">An instance of the shape.</param>
    /// <returns>Where they were computed; the caller's own until it is given back with <see cref="Return"/>.</returns>
    public WeightingWork Evaluate(FactObject facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var work = _work.Rent();
        _reader.Read(facts, work);
        _calculator.Calculate(work);
        return work;
    }

    /// <summary>Tells the scores as objects. Dimensions are left empty: they come from the policy's workflow, which reads these scores.</summary>
    public WeightingResult Tell(WeightingWork work) => _teller.Value.Tell(work);

    /// <summary>Gives the room back, without what it holds of a person; nobody may look at it any more.</summary>
    public void Return(WeightingWork work)
    {
        work.Clear();
        _work.Return(work);
    }
}
