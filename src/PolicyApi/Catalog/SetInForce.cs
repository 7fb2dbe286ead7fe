using PolicyApi.Storage;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>
/// What the approval of the rules behind an answer is worth, strongest first: <c>fourEyes</c>, in force and approved by someone who had no part in the content;
/// <c>shipped</c>, in force as it shipped with the service; <c>singlePerson</c>, in force without anyone else's approval, which the settings allowed;
/// <c>trial</c>, not in force, but named by the request.
/// </summary>
public enum Standing
{
    /// <summary>In force, and approved by someone who had no part in the content.</summary>
    FourEyes,

    /// <summary>In force as it shipped with the service.</summary>
    Shipped,

    /// <summary>In force without anyone else's approval, which the settings allowed.</summary>
    SinglePerson,

    /// <summary>Not in force: a draft or another version that was requested by its number.</summary>
    Trial,
}

/// <summary>The documents in force at one moment, compiled. Immutable.</summary>
/// <param name="AsOf">The day (UTC).</param>
/// <param name="KnownAt">What was known then; <see langword="null"/> for what is known now.</param>
/// <param name="Documents">What is in it, by section, then by id.</param>
/// <param name="Set">The compiled set.</param>
/// <param name="Problems">What compiling found; documents without a finding are left out.</param>
/// <param name="Known">The last publication it takes into account; <see langword="null"/> if there was none.</param>
/// <param name="Standings">What the approval of each document in it is worth.</param>
public sealed record SetInForce(
    DateOnly AsOf,
    DateTimeOffset? KnownAt,
    IReadOnlyList<DocumentPin> Documents,
    PolicySet Set,
    IReadOnlyList<DocumentProblems> Problems,
    KnowledgeMark? Known,
    IReadOnlyDictionary<DocumentKey, Standing> Standings)
{
    /// <summary>The weakest standing of some of its documents.</summary>
    /// <param name="keys">At least one.</param>
    public Standing StandingOf(params IEnumerable<DocumentKey> keys) => keys.Max(k => Standings.GetValueOrDefault(k, Standing.Trial));

    internal static SetInForce Of(CatalogSnapshot snapshot, DateOnly day, DateTimeOffset? knownAt, IReadOnlyList<DocumentPin> pins, CompiledSet compiled) =>
        new(day, knownAt, pins, compiled.Set, compiled.Problems, snapshot.KnownAt(knownAt), pins.ToDictionary(p => p.Key, p => StandingOf(snapshot, day, knownAt, p)));

    private static Standing StandingOf(CatalogSnapshot snapshot, DateOnly day, DateTimeOffset? knownAt, DocumentPin pin)
    {
        var history = snapshot.Find(pin.Key);
        if (history?.InForce(day, knownAt) is not { } publication || publication.Version != pin.Version || history.FindVersion(pin.Version)?.Sha256 != pin.Sha256)
            return Standing.Trial;
        return Catalog.Standings.Of(publication.Basis);
    }
}
