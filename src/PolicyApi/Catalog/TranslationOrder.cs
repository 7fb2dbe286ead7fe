using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Chooses the policy whose code is translated to machine code next: the one with the most interpreted decisions.</summary>
internal static class TranslationOrder
{
    /// <summary>
    /// The number of interpreted decisions after which a version that is not in force is translated: they take about as long as translating it.
    /// </summary>
    public const int WorthIt = 100;

    /// <summary>Returns the policy to translate next.</summary>
    /// <param name="inForce">The set in force.</param>
    /// <param name="others">Cached sets for other days and drafts.</param>
    /// <returns><see langword="null"/> if there is nothing to do for now.</returns>
    public static CompiledPolicy? Next(PolicySet inForce, IEnumerable<PolicySet> others) =>
        inForce.Policies.Where(p => !p.IsTranslated)
            .Concat(others.SelectMany(s => s.Policies).Where(p => !p.IsTranslated && p.Interpreted >= WorthIt))
            .MaxBy(p => p.Interpreted);
}
