using System.Buffers;
using System.Text;
using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Jobs;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Appraises every line of a job by one scheme, as <c>POST /v1/schemes/{id}/appraisals</c> does.</summary>
/// <param name="catalog">Compiles the pinned documents.</param>
internal sealed class AppraisalJob(PolicyCatalog catalog) : IJobKind
{
    /// <inheritdoc />
    public string Name => "appraisals";

    /// <inheritdoc />
    public int LinesPerChunk => 500;

    /// <inheritdoc />
    public JobDownload Download => JobDownload.Ndjson;

    /// <inheritdoc />
    public async Task<HandleLine> PrepareAsync(JobToHandle job, CancellationToken cancellation)
    {
        var (scheme, rules) = await CompileAsync(job, cancellation);
        return (line, facts) => ValueTask.FromResult(Handle(scheme, rules, job, line, facts));
    }

    private async Task<(CompiledScheme Scheme, RulesAt Rules)> CompileAsync(JobToHandle job, CancellationToken cancellation)
    {
        var spec = JsonSerializer.Deserialize(job.Spec.Span, AppraisalJobSpec.Json)!;
        var set = await catalog.GetPinnedSetAsync(spec.AsOf, [.. spec.Documents.Select(d => (d.ToPin(), d.Standing))], cancellation);
        var rules = new RulesAt(set, spec.AsOf, spec.KnownAt, spec.Revision);
        var scheme = set.Set.FindScheme(spec.Scheme)
            ?? throw new StoreCorruptException($"the scheme `{spec.Scheme}` of the job `{job.Id}` compiled when the job was created and does not compile now");
        return (scheme, rules);
    }

    /// <inheritdoc />
    public IsAbout About(JobToHandle job, string subject, CancellationToken cancellation)
    {
        CompiledScheme? scheme = null;
        return async (content, isResult) => isResult
            ? IsAnswerAbout(content, subject)
            : IsAskedAbout(scheme ??= (await CompileAsync(job, cancellation)).Scheme, content, subject);
    }

    private static bool IsAnswerAbout(ReadOnlyMemory<byte> answer, string subject)
    {
        using var json = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = EngineLimits.DeepestJson + 8 });
        return json.RootElement.GetProperty("subject").GetProperty("id").ValueEquals(subject);
    }

    // If the person's id cannot be read from the facts, it is enough that it occurs in them: such facts are refused anyway.
    private static bool IsAskedAbout(CompiledScheme scheme, ReadOnlyMemory<byte> facts, string subject) => scheme.Appraise(facts).Facts.Subject is { } id
        ? string.Equals(id, subject, StringComparison.Ordinal)
        : facts.Span.IndexOf(Encoding.UTF8.GetBytes($"\"{subject}\"")) >= 0;

    // The stamp has the job's time, because a line that is handled twice must give the same record.
    private static LineOutput Handle(CompiledScheme scheme, RulesAt rules, JobToHandle job, int line, ReadOnlyMemory<byte> facts)
    {
        var answered = Appraise.Answer(scheme, rules, new AnswerStamp(LineIds.Of("apr", job, line), job.CreatedAt), facts, new ArrayBufferWriter<byte>());
        return answered.Refusal is { } refusal
            ? new LineOutput(LineError.Utf8(line, refusal), IsFailed: true)
            : new LineOutput(answered.Utf8, IsFailed: false, answered.ToRecord(facts));
    }
}
