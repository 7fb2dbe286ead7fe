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

    /// <summary>In force without the approval of a second person, which the settings allowed.</summary>
    SinglePerson,

    /// <summary>Not in force: a draft or another version that was requested explicitly.</summary>
    Trial,
}

/// <summary>The compiled documents in force on one day, as known at one time. Immutable.</summary>
/// <param name="AsOf">The day (UTC).</param>
/// <param name="KnownAt">Only publications made at or before this time count; <see langword="null"/> for all.</param>
/// <param name="Documents">The documents in the set, ordered by section, then by id.</param>
/// <param name="Set">The compiled set.</param>
/// <param name="Problems">The problems found while compiling; documents without one are left out.</param>
/// <param name="Known">The last publication or withdrawal taken into account; <see langword="null"/> if there is none.</param>
/// <param name="Standings">The standing of each document in the set.</param>
public sealed record SetInForce(
    DateOnly AsOf,
    DateTimeOffset? KnownAt,
    IReadOnlyList<DocumentPin> Documents,
    PolicySet Set,
    IReadOnlyList<DocumentProblems> Problems,
    KnowledgeMark? Known,
    IReadOnlyDictionary<DocumentKey, Standing> Standings)
{
    /// <summary>Returns the weakest standing of some of its documents; <see cref="Standing.Trial"/> if one is not in the set.</summary>
    /// <param name="keys">The documents; at least one.</param>
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
