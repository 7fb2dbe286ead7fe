using PolicyEngine.Appraisals;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Writing;
using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Policies.Appraising;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies;

/// <summary>One policy ready to decide. Immutable; safe for concurrent use.</summary>
public sealed class CompiledPolicy
{
    private readonly CompiledModel _model;
    private readonly CompiledRead[] _reads;
    private readonly CompiledWorkflow? _workflow;
    private readonly WeightingPlan? _weighting;
    private readonly FactShape? _ownScores;
    private readonly Lazy<FactsReader> _reader; // Keeps everything.
    private readonly FactsReader _ownReader; // Keeps only what the policy reads.
    private readonly Lazy<PolicyWriters>? _writers;
    private readonly ScoresWriters? _scoresWriters;
    private readonly ResultFacts[] _results; // What it reads of others, in the order of its reads.
    private readonly ScoresFacts? _ownResults;
    private readonly Lazy<PolicySources> _sources;

    internal CompiledPolicy(
        VersionedDocument version, CompiledModel model, CompiledRead[] reads, CompiledWorkflow? workflow, WeightingPlan? weighting, FactShape? ownScores)
    {
        Version = version;
        _model = model;
        _reads = reads;
        _workflow = workflow;
        _weighting = weighting;
        _ownScores = ownScores;
        var sections = reads.Select(r => (r.Name, r.Shape)).ToList();
        _reader = new(() => new FactsReader(model.Shape, sections));
        _ownReader = weighting is null ? new FactsReader(model.Shape, sections, (shape, name) => workflow!.Reads(shape, name) || model.IsSubjectId(shape, name)) : _reader.Value;
        _writers = weighting is null ? new(() => new PolicyWriters(workflow!, IsOneAnswer)) : null;
        _results = workflow is null ? [] : Array.ConvertAll(reads, r => r.Policy.ResultsIn(r.Shape, workflow.Reads));
        _ownResults = weighting is null || workflow is null ? null : OwnResults(workflow.Reads);
        _scoresWriters = weighting is null ? null : new ScoresWriters(Weighting!, weighting.Infos, workflow);
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

    /// <summary>The grades it gives; <see langword="null"/> when it is no weighting policy.</summary>
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
    internal FactSchema ResultSchema => _weighting is null
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
        if (_weighting is null)
            return [posted.Facts, .. posted.Sections];
        var scores = new PolicyRun(_weighting.Evaluate(posted.Facts), Frame: null, []);
        FactObject?[] inputs = [posted.Facts, .. posted.Sections, OwnResults((_, _) => true).Of(scores)];
        Return(scores);
        return inputs;
    }

    /// <summary>The expressions of those params of the workflow that are lists.</summary>
    internal IReadOnlySet<SourceNode> ListParams => _workflow!.ListParams;

    /// <summary>Reads facts and keeps what the policy reads.</summary>
    internal PostedFacts ReadOwn(ReadOnlySpan<byte> facts) => _ownReader.Read(facts);

    /// <summary>Whether its rules have an outcome together.</summary>
    private bool IsOneAnswer => Kind == DocumentKind.PromotionEligibility;

    /// <summary>Whether its code is translated for the machine; one without rules has none.</summary>
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

    /// <summary>Decides on one subject. A weighting policy answers with <see cref="PolicyDecision.Scores"/>, the others with <see cref="PolicyDecision.Result"/>.</summary>
    /// <param name="facts">One JSON object in UTF-8; results that the policy reads are members of it, under the names in <c>reads</c>.</param>
    public PolicyDecision Decide(ReadOnlyMemory<byte> facts)
    {
        var posted = _ownReader.Read(facts.Span);
        var report = _model.ReportOf(posted);
        if (posted.Faults.Count > 0)
            return new PolicyDecision(report, Result: null, Scores: null);
        var run = Run(posted);
        try
        {
            return _weighting is null
                ? new PolicyDecision(report, Tell(run), Scores: null)
                : new PolicyDecision(report, Result: null, TellScores(run));
        }
        finally
        {
            Return(run);
        }
    }

    /// <summary>What is wrong with facts, and what in them nobody reads; nothing is decided.</summary>
    /// <param name="facts">As for <see cref="Decide(ReadOnlyMemory{byte})"/>.</param>
    internal FactsReport Check(ReadOnlyMemory<byte> facts) => _model.ReportOf(_ownReader.Read(facts.Span));

    /// <summary>
    /// Decides on one subject by rules, and keeps the answer where it was computed, to be written from there: the fastest way to
    /// an answer. Says the same as <see cref="Decide(ReadOnlyMemory{byte})"/>.
    /// </summary>
    /// <param name="facts">One JSON object in UTF-8; results that the policy reads are members of it, under the names in <c>reads</c>.</param>
    /// <exception cref="NotSupportedException">It is a weighting policy.</exception>
    public PolicyAnswer Answer(ReadOnlySpan<byte> facts)
    {
        if (_writers is null)
            throw new NotSupportedException("a weighting policy answers with scores; ask it by `Decide`");
        var posted = _ownReader.Read(facts);
        var report = _model.ReportOf(posted);
        if (posted.Faults.Count > 0)
            return new PolicyAnswer(_writers.Value, report, frame: null);
        return new PolicyAnswer(_writers.Value, report, Program.Run(posted.Sections.Count == 0 ? [posted.Facts] : [posted.Facts, .. posted.Sections]));
    }

    /// <summary>Room for what it is given in an appraisal, which is used again: the facts, what it reads of other policies, its own scores.</summary>
    internal FactObject?[] CreateInputs() => [null, .. _results.Select(r => r.Create()), .. _ownResults is null ? [] : new[] { _ownResults.Create() }];

    /// <summary>Decides within an appraisal, reading what the policies before it came to.</summary>
    /// <param name="inputs">The facts, and room for what it reads.</param>
    /// <param name="before">What they came to.</param>
    /// <param name="places">Where among them are those it reads, in the order in which it names them.</param>
    /// <returns>What it came to; give it back with <see cref="Return(in PolicyRun, FactObject[])"/>.</returns>
    internal PolicyRun Run(FactObject?[] inputs, ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        for (var i = 0; i < _results.Length; i++)
            _results[i].Fill(inputs[i + 1]!, before[places[i]]);
        var run = Run(inputs);
        return run.Scores is null && run.Missing.Count > 0 ? run with { Missing = Traced(run.Missing, before, places) } : run;
    }

    /// <summary>What it reads of the policies before it, as facts.</summary>
    internal FactObject?[] SectionsOf(ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        var sections = new FactObject?[_results.Length];
        for (var i = 0; i < sections.Length; i++)
            sections[i] = _results[i].Of(before[places[i]]);
        return sections;
    }

    /// <summary>Tells what a weighting policy came to.</summary>
    internal WeightingResult TellScores(in PolicyRun run)
    {
        var scores = _weighting!.Tell(run.Scores!);
        return run.Frame is null ? scores : scores with { Dimensions = _workflow!.Explain(run.Frame) };
    }

    /// <summary>Tells what another policy came to, and why.</summary>
    internal PolicyResult Tell(in PolicyRun run)
    {
        var rules = _workflow!.Explain(run.Frame!);
        return new PolicyResult(IsOneAnswer ? OutcomeLogic.Together(rules) : null, _workflow.EventsOf(run.Frame!), run.Missing, rules);
    }

    /// <summary>Writes what it came to, and why, as it is serialised.</summary>
    internal void Write(Utf8Buffer to, in PolicyRun run)
    {
        if (_writers is null)
        {
            _scoresWriters!.WithReasons.Write(to, run.Scores!, run.Frame);
            return;
        }

        to.Add("{"u8);
        _writers.Value.WithReasons.Write(to, run.Frame!, run.Missing);
        to.Add("}"u8);
    }

    /// <summary>Writes what it came to, without reasons and without what is the same for everybody.</summary>
    internal void WriteOutcomes(Utf8Buffer to, in PolicyRun run)
    {
        if (_writers is null)
        {
            _scoresWriters!.Outcomes.Write(to, run.Scores!, run.Frame);
            return;
        }

        to.Add("{"u8);
        _writers.Value.Outcomes.Write(to, run.Frame!, run.Missing);
        to.Add("}"u8);
    }

    /// <summary>Gives the memory back, with the room for what it was given.</summary>
    internal void Return(in PolicyRun run, FactObject?[] inputs)
    {
        Return(run);
        inputs[0] = null;
        for (var i = 0; i < _results.Length; i++)
            _results[i].Erase(inputs[i + 1]!);
        _ownResults?.Erase(inputs[^1]!);
    }

    private void Return(in PolicyRun run)
    {
        if (run.Frame is not null)
            Program.Return(run.Frame);
        if (run.Scores is not null)
            _weighting!.Return(run.Scores);
    }

    /// <summary>How what it comes to is handed on.</summary>
    /// <param name="shape">The shape of <see cref="ResultSchema"/>.</param>
    /// <param name="isRead">Which fields are read.</param>
    private ResultFacts ResultsIn(FactShape shape, Func<FactShape, string, bool> isRead) => _weighting is null
        ? new RulesFacts(_workflow!, new ObjectSlots(shape, isRead))
        : new ScoresFacts(Weighting!, _workflow, new ObjectSlots(shape, isRead));

    /// <summary>How a weighting policy's scores are handed on to its own rules.</summary>
    private ScoresFacts OwnResults(Func<FactShape, string, bool> isRead) => new(Weighting!, dimensions: null, new ObjectSlots(_ownScores!, isRead));

    /// <summary>Decides by itself.</summary>
    private PolicyRun Run(PostedFacts posted) =>
        Run(_ownResults is null ? [posted.Facts, .. posted.Sections] : [posted.Facts, .. posted.Sections, _ownResults.Create()]);

    private PolicyRun Run(FactObject?[] inputs)
    {
        if (_weighting is null)
        {
            var frame = Program.Run(inputs);
            return new PolicyRun(Scores: null, frame, _workflow!.MissingOf(frame));
        }

        var scores = _weighting.Evaluate(inputs[0]!);
        var run = new PolicyRun(scores, Frame: null, scores.Missing);
        if (_ownResults is null)
            return run;
        _ownResults.Fill(inputs[^1]!, run);
        return run with { Frame = Program.Run(inputs) };
    }

    /// <summary>Results that are missing are traced to the facts that the policies before it lacked.</summary>
    private IReadOnlyList<string> Traced(IReadOnlyList<string> missing, ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        var paths = new PathSet();
        foreach (var path in missing)
        {
            var read = Array.FindIndex(_reads, r => path.StartsWith(r.Name + ".", StringComparison.Ordinal));
            var causes = read < 0 ? [] : before[places[read]].Missing;
            paths.Add(causes.Count > 0 ? causes : [path]);
        }

        return paths.ToList();
    }
}

/// <summary>Results of another policy as an input.</summary>
/// <param name="Name">The name by which expressions reach them.</param>
/// <param name="Policy">The policy read.</param>
/// <param name="Shape">The types of its results.</param>
internal sealed record CompiledRead(string Name, CompiledPolicy Policy, FactShape Shape);
