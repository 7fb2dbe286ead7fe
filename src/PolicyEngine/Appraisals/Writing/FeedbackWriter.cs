using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Feedback;
using PolicyEngine.Decimals;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Appraisals.Writing;

/// <summary>Writes the 360° component as JSON. The names of groups and competencies are prepared once.</summary>
/// <param name="settings">The policy's settings; <see langword="null"/> when it has no such component.</param>
/// <param name="withTexts">Whether titles and weights, which are the same for every subject, are written.</param>
internal sealed class FeedbackWriter(Feedback360Settings? settings, bool withTexts)
{
    private readonly byte[][] _groups = [.. (settings?.Groups ?? []).Select(g => withTexts ? Members.Head(g.Id, g.Title, g.Weight) : Members.Head(g.Id))];
    private readonly byte[][] _groupIds = [.. (settings?.Groups ?? []).Select(g => Members.Head(g.Id))];
    private readonly byte[][] _competencies = [.. (settings?.Competencies ?? []).Select(c => withTexts ? Members.Head(c.Id, c.Title) : Members.Head(c.Id))];
    private readonly byte[] _tooFew = settings is null ? [] : Utf8Buffer.Encode(RatersInWords.Of(RaterGroupStatus.Suppressed, raters: 0, settings.MinimumRaters));

    /// <summary>Writes the component.</summary>
    public void Write(Utf8Buffer to, FeedbackWork feedback)
    {
        to.Add("{"u8);
        to.AddNumber("\"score\":"u8, feedback.Score, ","u8);
        if (feedback.Held is { } held)
        {
            to.Add("\"held\":"u8);
            to.AddText(held);
            to.Add(","u8);
        }

        to.Add("\"groups\":["u8);
        for (var i = 0; i < feedback.Groups.Length; i++)
        {
            to.AddComma(i);
            to.Add(_groups[i]);
            WriteStatus(to, feedback.Groups[i]);
            WriteRaters(to, feedback.Groups[i], feedback.Raters[i]);
        }

        to.Add("],\"competencies\":["u8);
        for (var i = 0; feedback.IsComputed && i < feedback.Competencies.Length; i++)
        {
            to.AddComma(i);
            to.Add(_competencies[i]);
            Write(to, feedback.Competencies[i], feedback.Cells(i), feedback.Means(i));
        }

        to.Add("]}"u8);
    }

    private void Write(Utf8Buffer to, in CompetencyWork competency, ReadOnlySpan<RaterGroupStatus> groups, ReadOnlySpan<DecimalParts> means)
    {
        to.AddNumber(",\"score\":"u8, competency.Score);
        to.AddNumber(",\"self\":"u8, competency.Self);
        to.Add(",\"groups\":["u8);
        for (var i = 0; i < groups.Length; i++)
        {
            to.AddComma(i);
            to.Add(_groupIds[i]);
            to.AddNumber(",\"mean\":"u8, means[i]);
            WriteStatus(to, groups[i]);
            to.Add("}"u8);
        }

        to.Add("]}"u8);
    }

    private void WriteRaters(Utf8Buffer to, RaterGroupStatus status, int raters)
    {
        to.Add(",\"raters\":\""u8);
        if (status == RaterGroupStatus.Suppressed)
            to.Add(_tooFew);
        else
            to.Add((decimal)raters);
        to.Add("\"}"u8);
    }

    private static void WriteStatus(Utf8Buffer to, RaterGroupStatus status) => to.Add(status switch
    {
        RaterGroupStatus.Counted => ",\"status\":\"counted\""u8,
        RaterGroupStatus.Suppressed => ",\"status\":\"suppressed\""u8,
        RaterGroupStatus.NotApplicable => ",\"status\":\"notApplicable\""u8,
        _ => ",\"status\":\"notObserved\""u8,
    });
}
