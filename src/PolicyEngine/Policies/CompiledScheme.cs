using PolicyEngine.Facts;
using PolicyEngine.Policies.Appraising;
using PolicyEngine.Scoring;

namespace PolicyEngine.Policies;

/// <summary>A compiled scheme, ready to appraise. Immutable and safe for concurrent use.</summary>
public sealed class CompiledScheme
{
    private readonly CompiledModel _model;
    private readonly IReadOnlyList<CompiledPolicy> _policies;
    private readonly FactsReader _reader;
    private readonly AppraisalPlan _plan;

    /// <summary>Creates a scheme.</summary>
    /// <param name="version">The scheme's version.</param>
    /// <param name="model">The model that all policies of the scheme read.</param>
    /// <param name="policies">The policies of the scheme; each comes after those it reads.</param>
    internal CompiledScheme(VersionedDocument version, CompiledModel model, IReadOnlyList<CompiledPolicy> policies)
    {
        Version = version;
        _model = model;
        _policies = policies;
        _reader = new FactsReader(model.Shape, []);
        _plan = new AppraisalPlan(Document, model, policies);
        Policies = [.. policies.Select(p => p.Policy)];
    }

    /// <summary>The scheme's version.</summary>
    public DocumentReference Scheme => Version.Reference;

    /// <summary>The fact model's version.</summary>
    public DocumentReference Model => _model.Version.Reference;

    /// <summary>The versions of the policies, in the order of evaluation.</summary>
    public IReadOnlyList<DocumentReference> Policies { get; }

    /// <summary>The id of the report template; <see langword="null"/> if the scheme names none.</summary>
    public string? Template => Document.Template;

    internal VersionedDocument Version { get; }

    /// <summary>The schema of the facts, and the name by which expressions reach them.</summary>
    internal (FactSchema Schema, string Input) FactsOf => (_model.Shape.Schema, _model.Input);

    /// <summary>What the scheme computes for one subject.</summary>
    internal AppraisalPlan Plan => _plan;

    /// <summary>Reads posted facts.</summary>
    internal PostedFacts ReadOwn(ReadOnlySpan<byte> facts) => _reader.Read(facts);

    /// <summary>The grades of the scheme's weighting policy.</summary>
    internal GradeScale Grades => _policies.Single(p => p.Policy.Id == Document.Weighting).Grades!;

    private SchemeDocument Document => (SchemeDocument)Version.Document;

    /// <summary>Appraises one subject.</summary>
    /// <param name="facts">One JSON object in UTF-8.</param>
    public SchemeAppraisal Appraise(ReadOnlyMemory<byte> facts)
    {
        var posted = _reader.Read(facts.Span);
        var report = _model.ReportOf(posted);
        if (posted.Faults.Count > 0)
            return new SchemeAppraisal(report, Result: null);

        var run = _plan.Run(posted.Facts);
        try
        {
            return new SchemeAppraisal(report, _plan.Tell(posted.Facts, run));
        }
        finally
        {
            _plan.Return(run);
        }
    }

    /// <summary>How the rules of its policies come to their outcomes on one subject: see <see cref="CompiledPolicy.Trace(ReadOnlyMemory{byte})"/>.</summary>
    /// <param name="facts">One JSON object in UTF-8.</param>
    public FactsTrace Trace(ReadOnlyMemory<byte> facts)
    {
        var posted = _reader.Read(facts.Span);
        var report = _model.ReportOf(posted);
        if (posted.Faults.Count > 0)
            return new FactsTrace(report, []);
        var run = _plan.Run(posted.Facts);
        try
        {
            return new FactsTrace(report, [.. _policies.Select((policy, step) => policy.Trace(run.InputsOf(step)))]);
        }
        finally
        {
            _plan.Return(run);
        }
    }

    /// <summary>
    /// Appraises one subject and leaves the result in the memory in which it was computed, to be written from there. The content is the same as that of
    /// <see cref="Appraise(ReadOnlyMemory{byte})"/>.
    /// </summary>
    /// <param name="facts">One JSON object in UTF-8.</param>
    public SchemeAnswer Answer(ReadOnlySpan<byte> facts)
    {
        var posted = _reader.Read(facts);
        var report = _model.ReportOf(posted);
        return posted.Faults.Count > 0
            ? new SchemeAnswer(_plan, report, subject: null, run: null)
            : new SchemeAnswer(_plan, report, _model.SubjectOf(posted.Facts), _plan.Run(posted.Facts));
    }
}
