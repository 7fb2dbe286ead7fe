using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals;

/// <summary>A weighting policy ready to score facts of one model. Safe for concurrent use.</summary>
internal sealed class WeightingPlan
{
    private readonly WeightingFactsReader _reader;
    private readonly WeightingCalculator _calculator;
    private readonly Pool<WeightingWork> _work;

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
    }

    /// <summary>The indicators for people.</summary>
    public IReadOnlyList<IndicatorInfo> Infos => _calculator.Infos;

    /// <summary>The scores of one person. Dimensions are left empty: they come from the policy's workflow, which reads these scores.</summary>
    /// <param name="facts">An instance of the shape.</param>
    public WeightingResult Evaluate(FactObject facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var work = _work.Rent();
        _reader.Read(facts, work);
        var result = _calculator.Calculate(work);
        work.Clear();
        _work.Return(work);
        return result;
    }
}
