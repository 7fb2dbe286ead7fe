using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>An immutable set of documents compiled together: what is in force at one moment.</summary>
public sealed class PolicySet
{
    private readonly Dictionary<string, CompiledPolicy> _policies;
    private readonly Dictionary<string, CompiledScheme> _schemes;

    internal PolicySet(
        IReadOnlyDictionary<string, CompiledModel> models, Dictionary<string, CompiledPolicy> policies, Dictionary<string, CompiledScheme> schemes)
    {
        Models = models;
        _policies = policies;
        _schemes = schemes;
    }

    /// <summary>The compiled models by id.</summary>
    internal IReadOnlyDictionary<string, CompiledModel> Models { get; }

    /// <summary>Compiles documents against each other.</summary>
    /// <param name="documents">At most one version of each document.</param>
    /// <param name="reuse">A set whose compiled parts are reused where nothing they depend on has changed.</param>
    /// <param name="diagnostics">What is wrong between or inside the documents, by document; documents without any are left out.</param>
    public static PolicySet Compile(
        IReadOnlyCollection<VersionedDocument> documents,
        PolicySet? reuse,
        out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return new PolicySetCompiler(documents, reuse).Compile(out diagnostics);
    }

    /// <summary>Every policy that compiles, in no order.</summary>
    public IReadOnlyCollection<CompiledPolicy> Policies => _policies.Values;

    /// <summary>The compiled policy of that id, or <see langword="null"/> if the set has none, or none that compiles.</summary>
    public CompiledPolicy? FindPolicy(string id) => _policies.GetValueOrDefault(id);

    /// <summary>The compiled scheme of that id, or <see langword="null"/> if the set has none, or none that compiles.</summary>
    public CompiledScheme? FindScheme(string id) => _schemes.GetValueOrDefault(id);
}
