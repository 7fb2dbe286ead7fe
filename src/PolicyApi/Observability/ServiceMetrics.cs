using System.Diagnostics;
using System.Diagnostics.Metrics;
using PolicyApi.Storage;

namespace PolicyApi.Observability;

/// <summary>The metrics of the service. No tag ever names a person.</summary>
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

    /// <summary>Creates the instruments.</summary>
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

    /// <summary>Counts an answer about one subject.</summary>
    /// <param name="document">The id of the policy or scheme.</param>
    /// <param name="version">The number of its version.</param>
    /// <param name="outcome">The outcome, such as <c>met</c>, <c>undetermined</c> or <c>refused</c>.</param>
    /// <param name="started">The start, from <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Answered(string document, int version, string outcome, long started)
    {
        if (_answers.Enabled)
            _answers.Add(1, new("policy", document), new("version", version), new("outcome", outcome));
        if (_answerSeconds.Enabled)
            _answerSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("policy", document));
    }

    /// <summary>Creates gauges for the appends that wait for the decision log.</summary>
    /// <param name="queue">Returns the state of the queue.</param>
    public void Watch(Func<PendingAppends> queue)
    {
        _meter.CreateObservableGauge("policy.decision_log.waiting", () => queue().Waiting, "{append}", "Appends to the decision log that wait to be written.");
        _meter.CreateObservableGauge("policy.decision_log.oldest", () => queue().Oldest.TotalSeconds, "s", "How long the oldest append to the decision log has waited.");
    }

    /// <summary>Records the time for compiling a set of documents.</summary>
    public void Compiled(TimeSpan time) => _compileSeconds.Record(time.TotalSeconds);

    /// <summary>Records the time for translating the code of a policy.</summary>
    public void Translated(TimeSpan time) => _translateSeconds.Record(time.TotalSeconds);

    /// <summary>Records that a publication came into force in this process.</summary>
    /// <param name="lag">The time since the publication was made; negative values, which occur if the clocks of replicas differ, count as zero.</param>
    public void CameIntoForce(TimeSpan lag) => _publishLag.Record(Math.Max(0, lag.TotalSeconds));

    /// <summary>Counts a refused expression.</summary>
    public void RefusedExpression(string code) => _refusedExpressions.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>Counts a head of the audit log that was exported or could not be exported.</summary>
    public void HeadExported(bool isExported) => _heads.Add(1, new KeyValuePair<string, object?>("exported", isExported));

    /// <summary>Counts answers that were sent but could not be stored.</summary>
    public void LostAnswers(int count) => _lostAnswers.Add(count);
}
