using PolicyEngine.Appraisals;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Policies.Appraising;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>One policy ready to decide. Immutable; safe for concurrent use.</summary>
public sealed class CompiledPolicy
{
    private readonly CompiledModel _model;
    private readonly CompiledRead[] _reads;
    private readonly CompiledWorkflow? _workflow;
    private readonly FactShape? _ownScores;
    private readonly Lazy<FactsReader> _reader; // Keeps everything.
    private readonly FactsReader _ownReader; // Keeps only what the policy reads.
    private readonly Lazy<PolicySources> _sources;

    internal CompiledPolicy(
        VersionedDocument version, CompiledModel model, CompiledRead[] reads, CompiledWorkflow? workflow, WeightingPlan? weighting, FactShape? ownScores)
    {
        Version = version;
        _model = model;
        _reads = reads;
        _workflow = workflow;
        _ownScores = ownScores;
        var sections = reads.Select(r => (r.Name, r.Shape)).ToList();
        _reader = new(() => new FactsReader(model.Shape, sections));
        _ownReader = weighting is null ? new FactsReader(model.Shape, sections, (shape, name) => workflow!.Reads(shape, name) || model.IsSubjectId(shape, name)) : _reader.Value;
        if (weighting is null)
            Rules = new RulesRunner(reads, workflow!, Kind == DocumentKind.PromotionEligibility);
        else
            Scores = new ScoresRunner(reads, weighting, Weighting!, workflow, ownScores);
        _sources = new(() => new PolicySources(model.Input, Weighting, workflow, reads));
    }

    /// <summary>The policy's version.</summary>
    public DocumentReference Policy => Version.Reference;

    /// <summary>The fact model's version.</summary>
    public DocumentReference Model => _model.Version.Reference;

    /// <summary>The versions of the policies whose results it reads.</summary>
    public IReadOnlyList<DocumentReference> Reads => [.. _reads.Select(r => r.Policy.Policy)];

    /// <summary>The names under which their results are members of the posted facts.</summary>
    internal IEnumerable<string> ReadNames => _reads.Select(r => r.Name);

    /// <summary>The versions it was compiled against: its model, and every policy it reads, directly or through others, with their models.</summary>
    internal IEnumerable<VersionedDocument> StandsOn =>
        _reads.SelectMany(r => r.Policy.StandsOn.Append(r.Policy.Version)).Prepend(_model.Version).Distinct();

    /// <summary>The schema of the facts, and the name by which expressions reach them.</summary>
    internal (FactSchema Schema, string Input) FactsOf => (_model.Shape.Schema, _model.Input);

    /// <summary>Its grades; <see langword="null"/> if it is not a weighting policy.</summary>
    internal GradeScale? Grades => Weighting?.Grades;

    /// <summary>Which fields of the facts each part of its answers is computed from.</summary>
    public PolicySources Sources => _sources.Value;

    /// <summary>The kind of the policy.</summary>
    public DocumentKind Kind => Version.Document.Kind;

    /// <summary>The facts of the policy's own <c>tests</c>, each one JSON object in UTF-8.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> SampleFacts =>
        [.. ((PolicyDocument)Version.Document).Content.Tests.Cases.Select(t => t.Posted)];

    internal VersionedDocument Version { get; }

    private WeightingContent? Weighting => ((PolicyDocument)Version.Document).Content.Weighting;

    /// <summary>What the policy yields, for those that read it.</summary>
    internal FactSchema ResultSchema => Scores is null
        ? ResultSchemas.OfRules(_workflow!)
        : ResultSchemas.OfWeighting(Weighting!, _workflow);

    /// <summary>The workflow as written; <see langword="null"/> when there is none.</summary>
    internal WorkflowLibrary? Library => ((PolicyDocument)Version.Document).Content.Workflow;

    /// <summary>The policy's parameters.</summary>
    internal ParameterSet Parameters => ((PolicyDocument)Version.Document).Content.Parameters;

    /// <summary>What the workflow reads: the facts, the results of others, a weighting policy's own scores.</summary>
    internal IReadOnlyList<FactShape> Inputs => [_model.Shape, .. _reads.Select(r => r.Shape), .. _ownScores is null ? [] : new[] { _ownScores }];

    /// <summary>What the workflow reads of posted facts; <see langword="null"/> when they are refused.</summary>
    internal FactObject?[]? ReadInputs(ReadOnlyMemory<byte> facts)
    {
        var posted = _reader.Value.Read(facts.Span);
        if (posted.Faults.Count > 0)
            return null;
        return Scores is null ? [posted.Facts, .. posted.Sections] : [posted.Facts, .. posted.Sections, Scores.OwnScoresOf(posted.Facts)];
    }

    /// <summary>The expressions of those params of the workflow that are lists.</summary>
    internal IReadOnlySet<SourceNode> ListParams => _workflow!.ListParams;

    /// <summary>Reads facts and keeps what the policy reads.</summary>
    internal PostedFacts ReadOwn(ReadOnlySpan<byte> facts) => _ownReader.Read(facts);

    /// <summary>Runs it, when it is a weighting policy.</summary>
    internal ScoresRunner? Scores { get; }

    /// <summary>Runs it, when it is of another kind.</summary>
    internal RulesRunner? Rules { get; }

    /// <summary>Runs it.</summary>
    internal PolicyRunner Runner => (PolicyRunner?)Rules ?? Scores!;

    /// <summary>Whether its code has been translated to machine code; a policy without rules has no code.</summary>
    public bool IsTranslated => _workflow?.Program.IsTranslated ?? true;

    /// <summary>How many subjects its rules decided on before their code was translated.</summary>
    public int Interpreted => _workflow?.Program.Interpreted ?? 0;

    /// <summary>
    /// Translates its code for the machine, which takes milliseconds of processor time and makes its decisions many times as fast: for whoever will
    /// make many. It decides the same before, beside and after.
    /// </summary>
    public void Translate() => _workflow?.Program.Translate();

    /// <summary>The code of the workflow.</summary>
    internal RuleProgram Program => _workflow!.Program;

    /// <summary>Evaluates the workflow alone.</summary>
    /// <param name="inputs">An instance per shape of <see cref="Inputs"/>.</param>
    internal IReadOnlyList<RuleResult> EvaluateRules(FactObject?[] inputs) => _workflow!.Evaluate(inputs);

    /// <summary>Whether an engine without our bounds can be given these inputs: see <see cref="CompiledWorkflow.CanComputeEverything"/>.</summary>
    internal bool CanComputeEverything(FactObject?[] inputs) => _workflow!.CanComputeEverything(inputs);

    /// <summary>Whether it was compiled against exactly these.</summary>
    internal bool IsOn(CompiledModel model, IReadOnlyList<CompiledPolicy> reads) =>
        ReferenceEquals(_model, model) && _reads.Select(r => r.Policy).SequenceEqual(reads);

    /// <summary>Decides on one subject. The result of a weighting policy is in <see cref="PolicyDecision.Scores"/>, that of the others in <see cref="PolicyDecision.Result"/>.</summary>
    /// <param name="facts">One JSON object in UTF-8; results that the policy reads are members of it, under the names in <c>reads</c>.</param>
    public PolicyDecision Decide(ReadOnlyMemory<byte> facts)
    {
        var posted = _ownReader.Read(facts.Span);
        var report = _model.ReportOf(posted);
        if (posted.Faults.Count > 0)
            return new PolicyDecision(report, Result: null, Scores: null);
        var run = Runner.Run(posted);
        try
        {
            return new PolicyDecision(report, Rules?.Tell(run), Scores?.Tell(run));
        }
        finally
        {
            Runner.Return(run);
        }
    }

    /// <summary>What is wrong with facts, and what in them nobody reads; nothing is decided.</summary>
    /// <param name="facts">As for <see cref="Decide(ReadOnlyMemory{byte})"/>.</param>
    internal FactsReport Check(ReadOnlyMemory<byte> facts) => _model.ReportOf(_ownReader.Read(facts.Span));

    /// <summary>What is wrong with facts, if they are new: more is asked of their person's id (<see cref="SubjectIds"/>) than of facts that were answered before.</summary>
    /// <param name="report">What is wrong with them otherwise.</param>
    /// <param name="facts">The facts.</param>
    public FactsReport AsNew(FactsReport report, ReadOnlySpan<byte> facts) => _model.AsNew(report, facts);

    /// <summary>
    /// Decides on one subject by rules, and keeps the answer where it was computed, to be written from there: the fastest way to
    /// an answer. Says the same as <see cref="Decide(ReadOnlyMemory{byte})"/>.
    /// </summary>
    /// <param name="facts">One JSON object in UTF-8; results that the policy reads are members of it, under the names in <c>reads</c>.</param>
    /// <exception cref="NotSupportedException">It is a weighting policy.</exception>
    public PolicyAnswer Answer(ReadOnlySpan<byte> facts)
    {
        if (Rules is null)
            throw new NotSupportedException("a weighting policy answers with scores; ask it by `Decide`");
        var posted = _ownReader.Read(facts);
        var report = _model.ReportOf(posted);
        if (posted.Faults.Count > 0)
            return new PolicyAnswer(Rules.Writers, report, frame: null);
        return new PolicyAnswer(Rules.Writers, report, Program.Run(posted.Sections.Count == 0 ? [posted.Facts] : [posted.Facts, .. posted.Sections]));
    }
}

/// <summary>Results of another policy as an input.</summary>
/// <param name="Name">The name by which expressions reach them.</param>
/// <param name="Policy">The policy read.</param>
/// <param name="Shape">The types of its results.</param>
internal sealed record CompiledRead(string Name, CompiledPolicy Policy, FactShape Shape);
