using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Appraisals.Writing;

/// <summary>
/// Writes the scores of a weighting policy: either with reasons, with the same bytes as when the objects are serialized, or outcomes only, without reasons
/// and without what is the same for every subject (titles, methods, the policy's weights). What is the same for every subject is prepared once.
/// </summary>
internal sealed class ScoresWriter
{
    private readonly byte[][] _components;
    private readonly byte[] _beforeMonths;
    private readonly PeriodWriter _months;
    private readonly PeriodWriter _quarters;
    private readonly PeriodWriter _year;
    private readonly byte[] _beforeFeedback;
    private readonly FeedbackWriter _feedback;
    private readonly Action<Utf8Buffer, RuleFrame?> _writeDimensions;

    private ScoresWriter(WeightingContent content, bool withTexts, byte[] beforeMonths, byte[] beforeFeedback, Action<Utf8Buffer, RuleFrame?> writeDimensions)
    {
        decimal[] weights = [content.Components.Kpi, content.Components.Feedback360, content.Components.Goals];
        _components = [.. WeightingCalculator.ComponentIds.Select((id, i) => withTexts ? Members.Head(id, WeightingCalculator.ComponentTitles[i], weights[i]) : Members.Head(id))];
        _beforeMonths = beforeMonths;
        _months = new PeriodWriter("month", content.Scorecards.Month);
        _quarters = new PeriodWriter("quarter", content.Scorecards.Quarter);
        _year = new PeriodWriter("year", content.Scorecards.Year);
        _beforeFeedback = beforeFeedback;
        _feedback = new FeedbackWriter(content.Feedback360, withTexts);
        _writeDimensions = writeDimensions;
    }

    /// <summary>Creates a writer of everything.</summary>
    /// <param name="content">The content of the policy.</param>
    /// <param name="indicators">The descriptions of its indicators.</param>
    /// <param name="dimensions">Its rules; <see langword="null"/> when it has none.</param>
    public static ScoresWriter WithReasons(WeightingContent content, IReadOnlyList<IndicatorInfo> indicators, CompiledWorkflow? dimensions)
    {
        var rules = dimensions is null ? null : new AnswerWriter(dimensions, isOneAnswer: false);
        return new ScoresWriter(
            content,
            withTexts: true,
            Members.Prepare(to => WriteRollup(to, content.Rollup)),
            Members.Prepare(to => WriteInfos(to, indicators)),
            (to, frame) => WriteDimensions(to, frame, rules));
    }

    /// <summary>Creates a writer of outcomes only; of the dimensions, it writes the outputs.</summary>
    /// <param name="content">The content of the policy.</param>
    /// <param name="dimensions">Its rules; <see langword="null"/> when it has none.</param>
    public static ScoresWriter OfOutcomes(WeightingContent content, CompiledWorkflow? dimensions)
    {
        var outputs = dimensions is null ? null : new ResultWriter(dimensions);
        return new ScoresWriter(content, withTexts: false, "\"months\":"u8.ToArray(), [], (to, frame) => WriteDimensions(to, frame, outputs));
    }

    /// <summary>Writes the scores as one JSON object.</summary>
    /// <param name="to">The buffer that receives the object.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="frame">The evaluation of the rules; <see langword="null"/> when the policy has none.</param>
    public void Write(Utf8Buffer to, WeightingWork scores, RuleFrame? frame)
    {
        to.Add("{"u8);
        to.AddNumber("\"composite\":"u8, scores.Composite, ","u8);
        to.AddText("\"grade\":"u8, scores.Grade, ","u8);
        to.AddMissing(scores.Missing);
        to.Add(",\"components\":["u8);
        WriteComponents(to, scores);
        to.Add("],\"kpi\":{"u8);
        WriteKpi(to, scores.Kpi);
        to.Add("},"u8);
        to.Add(_beforeFeedback);
        to.Add("\"feedback360\":"u8);
        _feedback.Write(to, scores.Feedback);
        to.Add(",\"goals\":{"u8);
        WriteGoals(to, scores.Goals);
        to.Add("},\"dimensions\":"u8);
        _writeDimensions(to, frame);
        to.Add(",\"faults\":["u8);
        WriteFaults(to, scores.Faults);
        to.Add("]}"u8);
    }

    private void WriteComponents(Utf8Buffer to, WeightingWork scores)
    {
        for (var i = 0; i < _components.Length; i++)
        {
            var component = scores.Component(i);
            to.AddComma(i);
            to.Add(_components[i]);
            to.AddNumber(",\"score\":"u8, component.Score);
            to.AddNumber(",\"contribution\":"u8, component.Contribution);
            to.Add(","u8);
            to.AddMissing(component.Missing);
            to.Add("}"u8);
        }
    }

    private void WriteKpi(Utf8Buffer to, KpiWork kpi)
    {
        to.AddNumber("\"score\":"u8, kpi.Score, ","u8);
        to.AddNumber("\"meanOfMonths\":"u8, kpi.MeanOfMonths, ","u8);
        to.AddNumber("\"meanOfQuarters\":"u8, kpi.MeanOfQuarters, ","u8);
        to.Add(_beforeMonths);
        _months.Write(to, kpi.Months);
        to.Add(",\"quarters\":"u8);
        _quarters.Write(to, kpi.Quarters);
        to.Add(",\"year\":"u8);
        _year.Write(to, kpi.Year);
    }

    private static void WriteRollup(Utf8Buffer to, RollupWeights weights)
    {
        to.AddNumber("\"monthWeight\":"u8, weights.Month);
        to.AddNumber(",\"quarterWeight\":"u8, weights.Quarter);
        to.AddNumber(",\"yearWeight\":"u8, weights.Year);
        to.Add(",\"months\":"u8);
    }

    private static void WriteInfos(Utf8Buffer to, IReadOnlyList<IndicatorInfo> indicators)
    {
        to.Add("\"indicators\":["u8);
        for (var i = 0; i < indicators.Count; i++)
        {
            var indicator = indicators[i];
            to.AddComma(i);
            to.Add(Members.Head(indicator.Id, indicator.Title, indicator.Weight));
            to.AddText(",\"method\":"u8, indicator.Method, ",\"methodText\":"u8);
            to.AddText(indicator.MethodText);
            if (indicator.Unit is { } unit)
            {
                to.Add(",\"unit\":"u8);
                to.AddText(unit);
            }

            to.AddNumber(",\"full\":"u8, indicator.Full, "}"u8);
        }

        to.Add("],"u8);
    }

    private static void WriteDimensions(Utf8Buffer to, RuleFrame? frame, AnswerWriter? rules)
    {
        to.Add("["u8);
        if (frame is not null)
            rules!.WriteRules(to, frame);
        to.Add("]"u8);
    }

    private static void WriteDimensions(Utf8Buffer to, RuleFrame? frame, ResultWriter? outputs)
    {
        to.Add("{"u8);
        if (frame is not null)
            outputs!.WriteOutputs(to, frame);
        to.Add("}"u8);
    }

    private static void WriteGoals(Utf8Buffer to, GoalsWork goals)
    {
        to.AddNumber("\"score\":"u8, goals.Score, ","u8);
        to.Add("\"items\":["u8);
        for (var i = 0; i < goals.Items.Length; i++)
        {
            to.AddComma(i);
            to.Add("{"u8);
            var start = to.Count;
            to.AddText("\"title\":"u8, goals.Items[i].Title, ","u8);
            to.AddNumber("\"weight\":"u8, goals.Items[i].Weight, ","u8);
            to.AddNumber("\"progress\":"u8, goals.Items[i].Progress, ","u8);
            to.AddNumber("\"contribution\":"u8, goals.Items[i].Contribution, ","u8);
            to.Count = Math.Max(start, to.Count - 1); // Removes the comma after the last member.
            to.Add("}"u8);
        }

        to.Add("]"u8);
    }

    private static void WriteFaults(Utf8Buffer to, List<EvaluationFault> faults)
    {
        for (var i = 0; i < faults.Count; i++)
        {
            to.AddComma(i);
            to.AddText("{\"code\":"u8, faults[i].Code, ",\"message\":"u8);
            to.AddText(faults[i].Message);
            to.Add("}"u8);
        }
    }
}
