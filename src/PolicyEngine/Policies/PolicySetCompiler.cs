using PolicyEngine.Appraisals;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>Compiles the documents of a set against one another. Each is compiled once, after those it reads.</summary>
internal sealed class PolicySetCompiler
{
    private readonly PolicySet? _reuse;
    private readonly Dictionary<string, VersionedDocument> _policyDocuments;
    private readonly List<VersionedDocument> _schemeDocuments;
    private readonly HashSet<string> _templates;
    private readonly Dictionary<string, CompiledModel> _models;
    private readonly Dictionary<string, CompiledPolicy?> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<VersionedDocument, DiagnosticBag> _bags = [];
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);

    public PolicySetCompiler(IReadOnlyCollection<VersionedDocument> documents, PolicySet? reuse)
    {
        _reuse = reuse;
        _policyDocuments = Of<PolicyDocument>(documents).ToDictionary(d => d.Document.Id, StringComparer.Ordinal);
        _schemeDocuments = [.. Of<SchemeDocument>(documents)];
        _templates = Of<TemplateDocument>(documents).Select(d => d.Document.Id).ToHashSet(StringComparer.Ordinal);
        _models = Of<FactModel>(documents).ToDictionary(d => d.Document.Id, CompileModel, StringComparer.Ordinal);
    }

    /// <summary>Compiles all documents.</summary>
    public PolicySet Compile(out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics)
    {
        CompileBesideEachOther();
        foreach (var id in _policyDocuments.Keys)
            FindPolicy(id);
        var policies = _policies.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!, StringComparer.Ordinal);
        var schemes = _schemeDocuments.Select(CompileScheme).OfType<CompiledScheme>().ToDictionary(s => s.Scheme.Id, StringComparer.Ordinal);
        diagnostics = _bags.Where(b => b.Value.Count > 0).ToDictionary(b => b.Key, b => b.Value.ToList());
        return new PolicySet(_models, policies, schemes);
    }

    /// <summary>Compiles, on all cores, the policies that read no others; nearly all policies are of this sort.</summary>
    private void CompileBesideEachOther()
    {
        var alone = _policyDocuments.Values.Where(d => ((PolicyDocument)d.Document).Reads.Count == 0).Select(d => (Version: d, Bag: BagOf(d))).ToList();
        var compiled = new CompiledPolicy?[alone.Count];
        if (alone.Count == 1)
            compiled[0] = Compile(alone[0]); // A single one is compiled on this thread: handing it over would gain nothing.
        else
            Parallel.For(0, alone.Count, i => compiled[i] = Compile(alone[i]));
        for (var i = 0; i < alone.Count; i++)
            _policies[alone[i].Version.Document.Id] = compiled[i];

        CompiledPolicy? Compile((VersionedDocument Version, DiagnosticBag Bag) one) => CompilePolicy(one.Version, (PolicyDocument)one.Version.Document, one.Bag);
    }

    private static IEnumerable<VersionedDocument> Of<T>(IEnumerable<VersionedDocument> documents)
        where T : Document => documents.Where(d => d.Document is T);

    private CompiledModel CompileModel(VersionedDocument version) =>
        _reuse?.Models.GetValueOrDefault(version.Document.Id) is { } old && old.Version.Reference == version.Reference ? old : new CompiledModel(version);

    private DiagnosticBag BagOf(VersionedDocument version) =>
        _bags.TryGetValue(version, out var bag) ? bag : _bags[version] = new DiagnosticBag(version.Document.Limits);

    private CompiledPolicy? FindPolicy(string id)
    {
        if (_policies.TryGetValue(id, out var done))
            return done;
        var version = _policyDocuments[id];
        _underWay.Add(id);
        var compiled = CompilePolicy(version, (PolicyDocument)version.Document, BagOf(version));
        _underWay.Remove(id);
        return _policies[id] = compiled;
    }

    private CompiledPolicy? CompilePolicy(VersionedDocument version, PolicyDocument policy, DiagnosticBag bag)
    {
        var model = FindModel(policy.Model, policy.Content.Root, bag);
        var reads = policy.Reads.Select(r => FindRead(r, policy, bag)).ToList();
        if (model is null || reads.Contains(null))
            return null;
        CheckNames(policy, model, bag);
        var compiledReads = reads.OfType<CompiledPolicy>().ToList();
        if (Reusable(version, model, compiledReads) is { } old)
            return old;
        return bag.HasErrors ? null : CompilePolicy(version, policy, model, compiledReads, bag);
    }

    private static CompiledPolicy? CompilePolicy(
        VersionedDocument version, PolicyDocument policy, CompiledModel model, List<CompiledPolicy> read, DiagnosticBag bag)
    {
        var reads = policy.Reads.Select((r, i) => new CompiledRead(r.Name, read[i], FactShape.Create(read[i].ResultSchema, r.Name))).ToArray();
        List<FactShape> inputs = [model.Shape, .. reads.Select(r => r.Shape)];
        FactShape? ownScores = null;
        WeightingPlan? plan = null;
        if (policy.Content.Weighting is { } weighting)
        {
            WeightingChecker.Check(weighting, model.Shape.Schema, bag);
            ownScores = FactShape.Create(ResultSchemas.OfWeighting(weighting, dimensions: null), OwnScoresName);
            inputs.Add(ownScores);
            // Nothing can be computed from a policy that was read only in part.
            plan = bag.HasErrors || policy.IsPartial ? null : new WeightingPlan(weighting, model.Shape, model.Input);
        }

        // Without its scores, which its workflow reads, or without a workflow that could be read, there is nothing to compile.
        if (policy.Content.Weighting is null && (policy.Kind == DocumentKind.KpiWeighting || policy.Content.Workflow is null))
            return null;
        var scope = ExpressionScope.Create(inputs, policy.Content.Parameters);
        var workflow = policy.Content.Workflow is null ? null : WorkflowCompiler.Compile(policy.Content.Workflow, scope, bag);
        WarnOfUnusedParameters(policy, scope.Usage, bag);
        return bag.HasErrors || (policy.IsPartial && policy.Content.Weighting is not null) ? null : new CompiledPolicy(version, model, reads, workflow, plan, ownScores);
    }

    private static void WarnOfUnusedParameters(PolicyDocument policy, NameUsage usage, DiagnosticBag bag)
    {
        // The parts that could not be read may use the parameters.
        if (bag.HasErrors || policy.IsPartial)
            return;
        foreach (var parameter in policy.Content.Parameters.All.Where(p => !usage.IsParameterUsed(p.Name)))
            bag.Warning(policy.Content.Root["parameters"]![parameter.Name]!, "unused-parameter", $"no expression or reason reads `parameters.{parameter.Name}`; remove it, or read it where its value is written out");
    }

    /// <summary>The name by which the workflow of a weighting policy reads the policy's own scores.</summary>
    public const string OwnScoresName = "results";

    private CompiledPolicy? Reusable(VersionedDocument version, CompiledModel model, List<CompiledPolicy> reads) =>
        _reuse?.FindPolicy(version.Document.Id) is { } old
            && old.Policy == version.Reference && old.Model == model.Version.Reference && old.IsOn(model, reads)
            ? old
            : null;

    private CompiledModel? FindModel(string id, SourceNode root, DiagnosticBag bag)
    {
        if (_models.TryGetValue(id, out var model))
            return model;
        bag.Error(root["model"] ?? root, "unknown-document", $"there is no fact model `{id}` in force; {Suggest.Hint(id, _models.Keys, "publish it first")}");
        return null;
    }

    private CompiledPolicy? FindRead(PolicyRead read, PolicyDocument reader, DiagnosticBag bag)
    {
        var at = reader.Content.Root["reads"]![read.Name]!;
        if (!_policyDocuments.ContainsKey(read.Policy))
            bag.Error(at, "unknown-document", $"there is no policy `{read.Policy}` in force; {Suggest.Hint(read.Policy, _policyDocuments.Keys, "publish it first")}");
        else if (_underWay.Contains(read.Policy))
            bag.Error(at, "cyclic-reads", $"`{read.Policy}` reads `{reader.Id}`, directly or through others; results cannot be read in a cycle");
        else if (FindPolicy(read.Policy) is not { } found)
            bag.Error(at, "broken-document", $"`{read.Policy}` does not compile; correct it first");
        else if (!string.Equals(found.Model.Id, reader.Model, StringComparison.Ordinal))
            bag.Error(at, "model-mismatch", $"`{read.Policy}` is on the fact model `{found.Model.Id}`, this policy on `{reader.Model}`; both must be on the same one");
        else
            return found;
        return null;
    }

    /// <summary>Checks that the names of reads differ from the facts' own: both are members of one posted object, or inputs of one workflow.</summary>
    private static void CheckNames(PolicyDocument policy, CompiledModel model, DiagnosticBag bag)
    {
        foreach (var read in policy.Reads)
        {
            var at = policy.Content.Root["reads"]![read.Name]!;
            if (string.Equals(read.Name, model.Input, StringComparison.OrdinalIgnoreCase))
                bag.Error(at, "duplicate-id", $"`{read.Name}` is the name of the facts; choose another name");
            if (model.Shape.Schema.Fields.Any(f => string.Equals(f.Name, read.Name, StringComparison.OrdinalIgnoreCase)))
                bag.Error(at, "duplicate-id", $"the fact model has a field `{read.Name}`, which is posted beside the results; choose another name");
            if (policy.Content.Weighting is not null && string.Equals(read.Name, OwnScoresName, StringComparison.OrdinalIgnoreCase))
                bag.Error(at, "duplicate-id", $"in a weighting policy `{OwnScoresName}` are its own scores; choose another name");
        }
    }

    private CompiledScheme? CompileScheme(VersionedDocument version)
    {
        var scheme = (SchemeDocument)version.Document;
        var bag = BagOf(version);
        var model = FindModel(scheme.Model, scheme.Root, bag);
        var members = new (string Member, string? Policy, DocumentKind Kind)[]
        {
            ("weighting", scheme.Weighting, DocumentKind.KpiWeighting),
            ("promotion", scheme.Promotion, DocumentKind.PromotionEligibility),
            ("training", scheme.Training, DocumentKind.TrainingTrigger),
            ("reward", scheme.Reward, DocumentKind.Reward),
        };
        var policies = members.Where(m => m.Policy is not null).Select(m => FindMember(m.Member, m.Policy!, m.Kind, scheme, bag)).OfType<CompiledPolicy>().ToList();
        if (scheme.Template is { } template && !_templates.Contains(template))
            bag.Error(scheme.Root["template"]!, "unknown-document", $"there is no report template `{template}` in force; {Suggest.Hint(template, _templates, "publish it first")}");
        if (policies.Count == members.Count(m => m.Policy is not null))
            CheckReads(policies, scheme, bag);
        return bag.HasErrors || model is null ? null : new CompiledScheme(version, model, InOrder(policies));
    }

    private CompiledPolicy? FindMember(string member, string id, DocumentKind kind, SchemeDocument scheme, DiagnosticBag bag)
    {
        var at = scheme.Root[member]!;
        if (!_policyDocuments.ContainsKey(id))
            bag.Error(at, "unknown-document", $"there is no policy `{id}` in force; {Suggest.Hint(id, _policyDocuments.Keys, "publish it first")}");
        else if (FindPolicy(id) is not { } policy)
            bag.Error(at, "broken-document", $"`{id}` does not compile; correct it first");
        else if (policy.Kind != kind)
            bag.Error(at, "wrong-kind", $"`{id}` is a `{DocumentReader.WordOf(policy.Kind)}` policy; `{member}` takes a `{DocumentReader.WordOf(kind)}` policy");
        else if (!string.Equals(policy.Model.Id, scheme.Model, StringComparison.Ordinal))
            bag.Error(at, "model-mismatch", $"`{id}` is on the fact model `{policy.Model.Id}`, the scheme on `{scheme.Model}`; both must be on the same one");
        else
            return policy;
        return null;
    }

    private static void CheckReads(List<CompiledPolicy> policies, SchemeDocument scheme, DiagnosticBag bag)
    {
        var ids = policies.Select(p => p.Policy.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            foreach (var read in policy.Reads.Where(r => !ids.Contains(r.Id)))
                bag.Error(scheme.Root, "missing-member", $"`{policy.Policy.Id}` reads `{read.Id}`, which is not part of the scheme; add it");
        }
    }

    private static List<CompiledPolicy> InOrder(List<CompiledPolicy> policies)
    {
        var ordered = new List<CompiledPolicy>();
        foreach (var policy in policies)
            Place(policy);
        return ordered;

        void Place(CompiledPolicy policy)
        {
            foreach (var read in policies.Where(p => policy.Reads.Contains(p.Policy)))
                Place(read);
            if (!ordered.Contains(policy))
                ordered.Add(policy);
        }
    }
}
