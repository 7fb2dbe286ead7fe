using PolicyEngine.Policies;

namespace PolicyApi.Privacy;

/// <summary>What must be hidden in one stored answer.</summary>
/// <param name="Marks">The fields that are personal.</param>
/// <param name="Parts">
/// For each part of the answer (<c>rules</c> of a decision; <c>promotion</c>, <c>training</c>, <c>reward</c>; <c>scores</c>), what the policy that produced
/// it is computed from; in a part without an entry, all single values are masked.
/// </param>
internal sealed record Veil(Marks Marks, IReadOnlyDictionary<string, PolicySources> Parts)
{
    /// <summary>Returns what a part is computed from; <see langword="null"/> if that is not known.</summary>
    public PolicySources? Of(string part) => Parts.GetValueOrDefault(part);
}
