using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Appraisals.Writing;

/// <summary>Writes the scorecards of one type of period as JSON. The names of the indicators are prepared once.</summary>
/// <param name="type">The word for the type of period.</param>
/// <param name="indicators">The ids of the scorecard's indicators, in its order.</param>
internal sealed class PeriodWriter(string type, IReadOnlyList<string> indicators)
{
    private readonly byte[] _head = Members.Prepare(to => to.AddText("{\"type\":"u8, type, ",\"index\":"u8));
    private readonly byte[][][] _heads = [.. indicators.Select(id => Enum.GetValues<IndicatorStatus>().Select(status => Head(id, status)).ToArray())];

    /// <summary>Writes several periods, with the enclosing brackets.</summary>
    public void Write(Utf8Buffer to, PeriodWork[] periods)
    {
        to.Add("["u8);
        for (var i = 0; i < periods.Length; i++)
        {
            to.AddComma(i);
            Write(to, periods[i]);
        }

        to.Add("]"u8);
    }

    /// <summary>Writes one period.</summary>
    public void Write(Utf8Buffer to, PeriodWork period)
    {
        to.Add(_head);
        to.Add((decimal)period.Index);
        to.AddNumber(",\"score\":"u8, period.Score);
        to.AddText(",\"grade\":"u8, period.Grade);
        to.Add(",\"indicators\":["u8);
        for (var i = 0; i < period.Indicators.Length; i++)
        {
            to.AddComma(i);
            ref readonly var indicator = ref period.Indicators[i];
            to.Add(_heads[i][(int)indicator.Status]);
            Write(to, indicator);
        }

        to.Add("],"u8);
        to.AddMissing(period.Missing);
        to.Add("}"u8);
    }

    private static void Write(Utf8Buffer to, in IndicatorWork indicator)
    {
        to.AddNumber(",\"actual\":"u8, indicator.Actual);
        to.AddNumber(",\"target\":"u8, indicator.Target);
        to.AddNumber(",\"ratio\":"u8, indicator.Ratio);
        to.AddNumber(",\"score\":"u8, indicator.Score);
        to.AddNumber(",\"weight\":"u8, indicator.Weight);
        to.AddNumber(",\"contribution\":"u8, indicator.Contribution);
        to.Add("}"u8);
    }

    private static byte[] Head(string id, IndicatorStatus status) => Members.Prepare(to =>
    {
        to.AddText("{\"id\":"u8, id);
        to.AddText(",\"status\":"u8, status switch
        {
            IndicatorStatus.Scored => "scored",
            IndicatorStatus.Redistributed => "redistributed",
            IndicatorStatus.Zeroed => "zeroed",
            IndicatorStatus.NotApplicable => "notApplicable",
            _ => "missing",
        });
    });
}
