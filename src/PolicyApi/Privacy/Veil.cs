using PolicyEngine.Policies;

namespace PolicyApi.Privacy;

/// <summary>What must not be seen of one stored answer.</summary>
/// <param name="Marks">The fields that are personal.</param>
/// <param name="Parts">
/// The policy that gave each part of the answer (<c>rules</c> of a decision; <c>promotion</c>, <c>training</c>, <c>reward</c>; <c>scores</c>), and what
/// it is computed from; a part without one tells nothing single.
/// </param>
internal sealed record Veil(Marks Marks, IReadOnlyDictionary<string, PolicySources> Parts)
{
    /// <summary>What a part is computed from; <see langword="null"/> when that is not known.</summary>
    public PolicySources? Of(string part) => Parts.GetValueOrDefault(part);
}
