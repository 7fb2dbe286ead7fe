using System.Diagnostics;
using System.Diagnostics.Metrics;
using PolicyApi.Storage;

namespace PolicyApi.Observability;

/// <summary>What the service counts and measures. No tag ever names a person.</summary>
internal sealed class ServiceMetrics
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "PolicyService";

    private readonly Counter<long> _answers;
    private readonly Histogram<double> _answerSeconds;
    private readonly Counter<long> _refusedExpressions;
    private readonly Counter<long> _lostAnswers;
    private readonly Counter<long> _heads;
    private readonly Histogram<double> _compileSeconds;
    private readonly Histogram<double> _translateSeconds;
    private readonly Histogram<double> _publishLag;
    private readonly Meter _meter;

    /// <summary>Makes the instruments.</summary>
    public ServiceMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create(Name);
        _answers = meter.CreateCounter<long>("policy.answers", "{answer}", "Subjects answered, by policy or scheme, version and outcome.");
        _answerSeconds = meter.CreateHistogram<double>("policy.answer.duration", "s", "Time to evaluate one subject, without reading the body and storing the answer.");
        _refusedExpressions = meter.CreateCounter<long>("policy.expressions.refused", "{expression}", "Faults found in posted expressions, by code.");
        _lostAnswers = meter.CreateCounter<long>("policy.decision_log.lost", "{decision}", "Answers that were sent by best effort and could not be stored.");
        _heads = meter.CreateCounter<long>("policy.audit.heads", "{head}", "Signed heads of the audit log, by whether they were exported.");
        _compileSeconds = meter.CreateHistogram<double>("policy.compile.duration", "s", "Time to compile a set of documents: at the start, before a publication, for questions about other days and versions.");
        _translateSeconds = meter.CreateHistogram<double>("policy.translate.duration", "s", "Time to translate the code of one policy for the machine, beside the requests.");
        _publishLag = meter.CreateHistogram<double>("policy.publish.lag", "s", "From the time that a publication bears until this process answers by it.");
    }

    /// <summary>One subject was answered.</summary>
    /// <param name="document">The policy or scheme.</param>
    /// <param name="version">Its version.</param>
    /// <param name="outcome">Such as <c>met</c>, <c>undetermined</c> or <c>refused</c>.</param>
    /// <param name="started">From <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Answered(string document, int version, string outcome, long started)
    {
        if (_answers.Enabled)
            _answers.Add(1, new("policy", document), new("version", version), new("outcome", outcome));
        if (_answerSeconds.Enabled)
            _answerSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("policy", document));
    }

    /// <summary>Shows what waits for the decision log.</summary>
    /// <param name="queue">Says what waits.</param>
    public void Watch(Func<PendingAppends> queue)
    {
        _meter.CreateObservableGauge("policy.decision_log.waiting", () => queue().Waiting, "{append}", "Appends to the decision log that wait to be written.");
        _meter.CreateObservableGauge("policy.decision_log.oldest", () => queue().Oldest.TotalSeconds, "s", "How long the oldest append to the decision log has waited.");
    }

    /// <summary>A set was compiled.</summary>
    public void Compiled(TimeSpan time) => _compileSeconds.Record(time.TotalSeconds);

    /// <summary>The code of a policy was translated.</summary>
    public void Translated(TimeSpan time) => _translateSeconds.Record(time.TotalSeconds);

    /// <summary>A publication came into force here.</summary>
    /// <param name="lag">How long after its own time; clocks of replicas may differ, so less than zero counts as zero.</param>
    public void CameIntoForce(TimeSpan lag) => _publishLag.Record(Math.Max(0, lag.TotalSeconds));

    /// <summary>An expression was refused.</summary>
    public void RefusedExpression(string code) => _refusedExpressions.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>A head of the audit log was exported, or could not be.</summary>
    public void HeadExported(bool isExported) => _heads.Add(1, new KeyValuePair<string, object?>("exported", isExported));

    /// <summary>Answers were sent that could not be stored.</summary>
    public void LostAnswers(int count) => _lostAnswers.Add(count);
}
