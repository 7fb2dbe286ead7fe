using System.Globalization;
using System.Text.Json;

namespace PolicyApi.Storage;

/// <summary>The last seal of a month at the time when the journal noted it.</summary>
/// <param name="Month">The month's first day.</param>
/// <param name="Sequence">The number of the last seal.</param>
/// <param name="Hash">The hash of the last seal.</param>
internal sealed record NotedSeal(DateOnly Month, long Sequence, string Hash);

/// <summary>
/// Journal entries that name the last seal of a month, so that a month that was removed, truncated or rewritten no longer matches the
/// journal.
/// </summary>
internal static class SealNotes
{
    /// <summary>The action of the entries. It is part of hashed bytes and must never change.</summary>
    public const string Action = "seals-noted";

    private const string TargetPrefix = "decisions/";
    private const string MonthFormat = "yyyy-MM";
    private const string Sequence = "sequence";

    /// <summary>Creates the entry for a durable seal.</summary>
    public static NewNoteEntry Of(DecisionSeal seal, string actor, DateTimeOffset at) => new()
    {
        At = at,
        Actor = actor,
        Action = Action,
        Target = TargetPrefix + seal.Month.ToString(MonthFormat, CultureInfo.InvariantCulture),
        HashAfter = seal.Hash,
        Details = CanonicalObject.StrictUtf8.GetString(new CanonicalObject().Add(Sequence, seal.Sequence.ToString(CultureInfo.InvariantCulture)).ToBytes()),
    };

    /// <summary>Reads the seal that an entry notes; <see langword="null"/> if it is about something else.</summary>
    /// <exception cref="FormatException">The entry cannot be read.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    public static NotedSeal? Read(JournalEntry entry)
    {
        if (entry is not NoteEntry { Action: Action, Target: { } target, HashAfter: { } hash, Details: { } details })
            return null;
        using var json = JsonDocument.Parse(details);
        return new NotedSeal(
            DateOnly.ParseExact(target[TargetPrefix.Length..], MonthFormat, CultureInfo.InvariantCulture),
            long.Parse(json.RootElement.GetProperty(Sequence).GetString()!, CultureInfo.InvariantCulture),
            hash);
    }
}
