namespace PolicyApi.Storage;

/// <summary>Finds which decisions of several callers are new, and which callers are refused. Ids are unique within a month.</summary>
internal static class DecisionGroups
{
    /// <summary>Checks groups in order; a group with an id that belongs to another record is rejected as a whole.</summary>
    /// <param name="groups">The decisions that each caller wants to write.</param>
    /// <param name="known">The records already stored under their ids.</param>
    /// <returns>For each group why it was rejected, <see langword="null"/> if it was not; and the decisions to write.</returns>
    public static (IReadOnlyList<DecisionIdTakenException?> Refusals, IReadOnlyCollection<StoredDecision> Accepted) Accept(
        IEnumerable<IReadOnlyList<StoredDecision>> groups, IReadOnlyDictionary<DecisionKey, DecisionRecord> known)
    {
        var accepted = new OrderedDictionary<DecisionKey, StoredDecision>();
        return ([.. groups.Select(g => Accept(g, known, accepted)).ToList()], accepted.Values);
    }

    private static DecisionIdTakenException? Accept(
        IReadOnlyList<StoredDecision> group, IReadOnlyDictionary<DecisionKey, DecisionRecord> known, OrderedDictionary<DecisionKey, StoredDecision> accepted)
    {
        // A short cut: most callers have exactly one decision.
        if (group is [var only])
        {
            var place = DecisionKey.Of(only.Record);
            if ((accepted.GetValueOrDefault(place)?.Record ?? known.GetValueOrDefault(place)) is { } stored)
                return only.IsAgain(stored) ? null : new DecisionIdTakenException(place.Id);
            accepted.Add(place, only);
            return null;
        }

        var fresh = new OrderedDictionary<DecisionKey, StoredDecision>();
        foreach (var decision in group)
        {
            var key = DecisionKey.Of(decision.Record);
            var there = (accepted.GetValueOrDefault(key) ?? fresh.GetValueOrDefault(key))?.Record ?? known.GetValueOrDefault(key);
            if (there is null)
                fresh.Add(key, decision);
            else if (!decision.IsAgain(there))
                return new DecisionIdTakenException(key.Id);
        }

        foreach (var (key, decision) in fresh)
            accepted.Add(key, decision);
        return null;
    }
}

/// <summary>The unique key of a decision.</summary>
/// <param name="Month">The first day of the month of its time.</param>
/// <param name="Id">The id of the decision.</param>
internal readonly record struct DecisionKey(DateOnly Month, string Id)
{
    /// <summary>Returns the key of a record.</summary>
    public static DecisionKey Of(DecisionRecord record) => new(DecisionSeals.MonthOf(record.At), record.Id);
}
