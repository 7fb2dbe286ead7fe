using System.Diagnostics;
using System.Diagnostics.Metrics;

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

    /// <summary>Makes the instruments.</summary>
    public ServiceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _answers = meter.CreateCounter<long>("policy.answers", "{answer}", "Subjects answered, by policy or scheme, version and outcome.");
        _answerSeconds = meter.CreateHistogram<double>("policy.answer.duration", "s", "Time to evaluate one subject, without reading the body and storing the answer.");
        _refusedExpressions = meter.CreateCounter<long>("policy.expressions.refused", "{expression}", "Faults found in posted expressions, by code.");
        _lostAnswers = meter.CreateCounter<long>("policy.decision_log.lost", "{decision}", "Answers that were sent by best effort and could not be stored.");
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

    /// <summary>An expression was refused.</summary>
    public void RefusedExpression(string code) => _refusedExpressions.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>Answers were sent that could not be stored.</summary>
    public void LostAnswers(int count) => _lostAnswers.Add(count);
}
