using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Which policy's code is translated next: what is asked most, then what is in force and may be asked.</summary>
internal static class TranslationOrder
{
    /// <summary>As many decisions by a version that is not in force take as long as translating its code would.</summary>
    public const int WorthIt = 100;

    /// <summary>Chooses a policy.</summary>
    /// <param name="inForce">What is in force.</param>
    /// <param name="others">Sets for other days and drafts.</param>
    /// <returns><see langword="null"/> when nothing is left to do for now.</returns>
    public static CompiledPolicy? Next(PolicySet inForce, IEnumerable<PolicySet> others) =>
        inForce.Policies.Where(p => !p.IsTranslated)
            .Concat(others.SelectMany(s => s.Policies).Where(p => !p.IsTranslated && p.Interpreted >= WorthIt))
            .MaxBy(p => p.Interpreted);
}
