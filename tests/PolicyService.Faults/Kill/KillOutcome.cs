using static PolicyService.Faults.Kill.Ledger;

namespace PolicyService.Faults.Kill;

/// <summary>What came of a run of kills.</summary>
internal sealed record KillOutcome
{
    /// <summary>Rounds carried out: a service that had acknowledged something was killed, and its store compared.</summary>
    public int Kills { get; init; }

    /// <summary>Rounds begun once more, because the machine was too slow for them.</summary>
    public int Repeated { get; init; }

    /// <summary>Requests without an answer.</summary>
    public int Unanswered { get; init; }

    /// <summary>Requests answered with 429 or 503.</summary>
    public int Busy { get; init; }

    /// <summary>Rounds, and looks at the whole store, that found something lost or wrong.</summary>
    public int Wrong { get; init; }

    /// <summary>Whether the service ended instead of starting on what it had left.</summary>
    public bool CannotStart { get; init; }

    /// <summary>Whether a round could not be carried out as often as it was tried.</summary>
    public bool GaveUp { get; init; }

    /// <summary>What was acknowledged over all lives.</summary>
    public IReadOnlyDictionary<Kind, int> Acknowledged { get; init; } = new Dictionary<Kind, int>();

    /// <summary>Whether no further round makes sense.</summary>
    public bool IsOver => CannotStart || GaveUp;

    /// <summary>0: all was there; 1: something was lost or wrong; 3: the machine could not carry it out.</summary>
    public int ExitCode => Wrong > 0 ? 1 : GaveUp ? 3 : 0;

    /// <summary>How many of a kind were acknowledged.</summary>
    public int Count(Kind kind) => Acknowledged.GetValueOrDefault(kind);

    /// <inheritdoc />
    public override string ToString() =>
        $"{Kills} kills: {Count(Kind.Decision)} decisions, {Count(Kind.Draft)} drafts, {Count(Kind.Publication)} publications and {Count(Kind.Key)} keys acknowledged, "
        + $"with {Count(Kind.Draft) + Count(Kind.Publication) + Count(Kind.Key)} audit entries; "
        + $"{Unanswered} requests unanswered, {Busy} refused as busy, {Repeated} rounds repeated; {Wrong} with something lost or wrong"
        + (CannotStart ? "; the service cannot start again" : GaveUp ? "; given up" : "");
}
