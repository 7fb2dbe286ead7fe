using PolicyEngine.Appraisals;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Policies.Appraising;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>A compiled policy, ready to be evaluated. Immutable and safe for concurrent use.</summary>
public sealed class CompiledPolicy
{
    private readonly CompiledModel _model;
    private readonly CompiledRead[] _reads;
    private readonly CompiledWorkflow? _workflow;
    private readonly FactShape? _ownScores;
    private readonly Lazy<FactsReader> _reader; // Keeps every value.
    private readonly FactsReader _ownReader; // Keeps only the values that the policy reads.
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

    /// <summary>The versions of the policies whose results this policy reads.</summary>
    public IReadOnlyList<DocumentReference> Reads => [.. _reads.Select(r => r.Policy.Policy)];

    /// <summary>The names of the members of the posted facts that hold the results of these policies.</summary>
    internal IEnumerable<string> ReadNames => _reads.Select(r => r.Name);

    /// <summary>
    /// The versions the policy was compiled against: its model, and every policy it reads directly or indirectly, with the models of those.
    /// </summary>
    internal IEnumerable<VersionedDocument> StandsOn =>
        _reads.SelectMany(r => r.Policy.StandsOn.Append(r.Policy.Version)).Prepend(_model.Version).Distinct();

    /// <summary>The schema of the facts, and the name by which expressions reach them.</summary>
    internal (FactSchema Schema, string Input) FactsOf => (_model.Shape.Schema, _model.Input);

    /// <summary>The grades of a weighting policy; <see langword="null"/> for other kinds.</summary>
    internal GradeScale? Grades => Weighting?.Grades;

    /// <summary>The fields of the facts from which each part of the policy's results is computed.</summary>
    public PolicySources Sources => _sources.Value;

    /// <summary>The kind of the policy.</summary>
    public DocumentKind Kind => Version.Document.Kind;

    /// <summary>The facts of the policy's own <c>tests</c>, one JSON object in UTF-8 for each test.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> SampleFacts =>
        [.. ((PolicyDocument)Version.Document).Content.Tests.Cases.Select(t => t.Posted)];

    internal VersionedDocument Version { get; }

    private WeightingContent? Weighting => ((PolicyDocument)Version.Document).Content.Weighting;

    /// <summary>The schema of the results that other policies read.</summary>
    internal FactSchema ResultSchema => Scores is null
        ? ResultSchemas.OfRules(_workflow!)
        : ResultSchemas.OfWeighting(Weighting!, _workflow);

    /// <summary>The workflow as written; <see langword="null"/> if there is none.</summary>
    internal WorkflowLibrary? Library => ((PolicyDocument)Version.Document).Content.Workflow;

    /// <summary>The policy's parameters.</summary>
    internal ParameterSet Parameters => ((PolicyDocument)Version.Document).Content.Parameters;

    /// <summary>The shapes of what the workflow reads: the facts, the results of other policies, and a weighting policy's own scores.</summary>
    internal IReadOnlyList<FactShape> Inputs => [_model.Shape, .. _reads.Select(r => r.Shape), .. _ownScores is null ? [] : new[] { _ownScores }];

    /// <summary>Returns one instance for each of <see cref="Inputs"/>, from posted facts; <see langword="null"/> if the facts are refused.</summary>
    internal FactObject?[]? ReadInputs(ReadOnlyMemory<byte> facts)
    {
        var posted = _reader.Value.Read(facts.Span);
        return posted.Faults.Count > 0 ? null : InputsOf(posted);
    }

    private FactObject?[] InputsOf(PostedFacts posted) =>
        Scores is null ? [posted.Facts, .. posted.Sections] : [posted.Facts, .. posted.Sections, Scores.OwnScoresOf(posted.Facts)];

    /// <summary>The expressions of the workflow's params whose values are lists.</summary>
    internal IReadOnlySet<SourceNode> ListParams => _workflow!.ListParams;

    /// <summary>Reads posted facts and keeps the values that the policy reads.</summary>
    internal PostedFacts ReadOwn(ReadOnlySpan<byte> facts) => _ownReader.Read(facts);

    /// <summary>The runner of a weighting policy; <see langword="null"/> for other kinds.</summary>
    internal ScoresRunner? Scores { get; }

    /// <summary>The runner of a rule policy; <see langword="null"/> for a weighting policy.</summary>
    internal RulesRunner? Rules { get; }

    /// <summary>The runner of the policy.</summary>
    internal PolicyRunner Runner => (PolicyRunner?)Rules ?? Scores!;

    /// <summary>Whether the policy's code has been compiled to machine code; always true for a policy without rules.</summary>
    public bool IsTranslated => _workflow?.Program.IsTranslated ?? true;

    /// <summary>The number of evaluations of its rules before they were compiled to machine code.</summary>
    public int Interpreted => _workflow?.Program.Interpreted ?? 0;

    /// <summary>
    /// Compiles the policy's code to machine code. That takes milliseconds of processor time and makes decisions many times as fast, so it pays off for many
    /// decisions. The results are the same before, during and after.
    /// </summary>
    public void Translate() => _workflow?.Program.Translate();

    /// <summary>The code of the workflow.</summary>
    internal RuleProgram Program => _workflow!.Program;

    /// <summary>Evaluates the workflow by itself.</summary>
    /// <param name="inputs">One instance for each of <see cref="Inputs"/>.</param>
    internal IReadOnlyList<RuleResult> EvaluateRules(FactObject?[] inputs) => _workflow!.Evaluate(inputs);

    /// <summary>Whether an engine without our limits may run these inputs; see <see cref="CompiledWorkflow.CanComputeEverything"/>.</summary>
    internal bool CanComputeEverything(FactObject?[] inputs) => _workflow!.CanComputeEverything(inputs);

    /// <summary>Whether the policy was compiled against exactly this model and these policies.</summary>
    internal bool IsOn(CompiledModel model, IReadOnlyList<CompiledPolicy> reads) =>
        ReferenceEquals(_model, model) && _reads.Select(r => r.Policy).SequenceEqual(reads);

    /// <summary>
    /// Evaluates the policy on one subject. The result of a weighting policy is in <see cref="PolicyDecision.Scores"/>, that of other kinds in
    /// <see cref="PolicyDecision.Result"/>.
    /// </summary>
    /// <param name="facts">One JSON object in UTF-8. Results that the policy reads are members of it, under their names in <c>reads</c>.</param>
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

    /// <summary>Traces how the rules come to their outcomes for one subject, down to the parts of their expressions. This compiles them again, which takes milliseconds.</summary>
    /// <param name="facts">The same as for <see cref="Decide(ReadOnlyMemory{byte})"/>.</param>
    public FactsTrace Trace(ReadOnlyMemory<byte> facts)
    {
        var posted = _reader.Value.Read(facts.Span);
        return new FactsTrace(_model.ReportOf(posted), posted.Faults.Count > 0 ? [] : [Trace(InputsOf(posted))]);
    }

    /// <summary>Traces how the rules come to their outcomes.</summary>
    /// <param name="inputs">One instance for each shape of <see cref="Inputs"/>.</param>
    internal PolicyTrace Trace(FactObject?[] inputs)
    {
        if (Library is null)
            return new PolicyTrace(Policy, [], []);
        var (parameters, rules) = WorkflowCompiler.CompileTraced(Library, ExpressionScope.Create(Inputs, Parameters)).Trace(inputs);
        return new PolicyTrace(Policy, parameters, rules);
    }

    /// <summary>Returns what is wrong with facts and which members are unknown, without deciding anything.</summary>
    /// <param name="facts">The same as for <see cref="Decide(ReadOnlyMemory{byte})"/>.</param>
    internal FactsReport Check(ReadOnlyMemory<byte> facts) => _model.ReportOf(_ownReader.Read(facts.Span));

    /// <summary>
    /// Evaluates the rules on one subject and leaves the result in the memory in which it was computed, to be written from there. This is the fastest way to
    /// an answer; the content is the same as that of <see cref="Decide(ReadOnlyMemory{byte})"/>.
    /// </summary>
    /// <param name="facts">One JSON object in UTF-8. Results that the policy reads are members of it, under their names in <c>reads</c>.</param>
    /// <exception cref="NotSupportedException">The policy is a weighting policy.</exception>
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

/// <summary>The results of another policy as an input.</summary>
/// <param name="Name">The name by which expressions reach the results.</param>
/// <param name="Policy">The policy whose results are read.</param>
/// <param name="Shape">The emitted types of the results.</param>
internal sealed record CompiledRead(string Name, CompiledPolicy Policy, FactShape Shape);
