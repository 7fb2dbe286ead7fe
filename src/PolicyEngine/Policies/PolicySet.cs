using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>An immutable set of documents compiled together, such as those in force at one moment.</summary>
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
    /// <param name="reuse">A set whose compiled parts are reused where nothing they depend on has changed; <see langword="null"/> for none.</param>
    /// <param name="diagnostics">What is wrong in or between the documents, by document. Documents without diagnostics are left out.</param>
    public static PolicySet Compile(
        IReadOnlyCollection<VersionedDocument> documents,
        PolicySet? reuse,
        out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return new PolicySetCompiler(documents, reuse).Compile(out diagnostics);
    }

    /// <summary>Every policy that compiles, in no particular order.</summary>
    public IReadOnlyCollection<CompiledPolicy> Policies => _policies.Values;

    /// <summary>Returns the compiled policy with an id; <see langword="null"/> if the set has none, or if it does not compile.</summary>
    public CompiledPolicy? FindPolicy(string id) => _policies.GetValueOrDefault(id);

    /// <summary>Returns the compiled scheme with an id; <see langword="null"/> if the set has none, or if it does not compile.</summary>
    public CompiledScheme? FindScheme(string id) => _schemes.GetValueOrDefault(id);
}
