using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Telling;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals;

/// <summary>A weighting policy that is ready to score facts of one model. Safe for concurrent use.</summary>
internal sealed class WeightingPlan
{
    private readonly WeightingFactsReader _reader;
    private readonly WeightingCalculator _calculator;
    private readonly Pool<WeightingWork> _work;
    private readonly Lazy<ScoresTeller> _teller;

    /// <summary>Prepares a policy for a model.</summary>
    /// <param name="content">The content of the policy, in which <see cref="WeightingChecker"/> found no error.</param>
    /// <param name="shape">The root shape of the fact model.</param>
    /// <param name="input">The name with which paths start, such as <c>manager</c>.</param>
    public WeightingPlan(WeightingContent content, FactShape shape, string input)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(shape);
        _calculator = new WeightingCalculator(content, shape.Schema, input);
        _reader = new WeightingFactsReader(content, _calculator.Indicators, shape, input);
        _work = new Pool<WeightingWork>(_calculator.CreateWork);
        _teller = new(() => new ScoresTeller(content, _calculator.Infos));
    }

    /// <summary>The descriptions of the indicators, in the policy's order.</summary>
    public IReadOnlyList<IndicatorInfo> Infos => _calculator.Infos;

    /// <summary>Computes the scores of one person.</summary>
    /// <param name="facts">An instance of the shape.</param>
    /// <returns>The memory with the scores. The caller owns it until giving it back with <see cref="Return"/>.</returns>
    public WeightingWork Evaluate(FactObject facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var work = _work.Rent();
        _reader.Read(facts, work);
        _calculator.Calculate(work);
        return work;
    }

    /// <summary>Returns the scores as objects. Dimensions are left empty: they come from the policy's workflow, which reads these scores.</summary>
    public WeightingResult Tell(WeightingWork work) => _teller.Value.Tell(work);

    /// <summary>Clears the person's data and gives the memory back. Nobody may use it any more.</summary>
    public void Return(WeightingWork work)
    {
        work.Clear();
        _work.Return(work);
    }
}
