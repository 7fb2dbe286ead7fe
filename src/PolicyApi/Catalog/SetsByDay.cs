namespace PolicyApi.Catalog;

/// <summary>The set that a snapshot has in force on a day.</summary>
/// <param name="compiled">Compiles sets, and keeps them.</param>
internal sealed class SetsByDay(CompiledSets compiled)
{
    /// <summary>The set in force on a day, by everything the snapshot knows.</summary>
    /// <param name="snapshot">All documents.</param>
    /// <param name="day">The day (UTC).</param>
    /// <param name="before">The set to stay with if nothing has changed, and otherwise to take compiled parts from; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<SetInForce> GetAsync(CatalogSnapshot snapshot, DateOnly day, SetInForce? before, CancellationToken cancellationToken)
    {
        var pins = snapshot.InForceAt(day, null);
        // Drafts come and go without touching what is in force.
        if (before is not null && pins.SequenceEqual(before.Documents))
            return before.AsOf == day && before.Known == snapshot.KnownAt(null) ? before : SetInForce.Of(snapshot, day, null, pins, new CompiledSet(before.Set, before.Problems));
        return SetInForce.Of(snapshot, day, null, pins, await compiled.GetAsync(pins, before?.Set, cancellationToken));
    }

    /// <summary>
    /// Compiles what comes into force tomorrow while nobody waits for it, so that no request of the new day does. Should it
    /// fail, whoever asks for the set tries again and is told. What is published today was compiled when it was checked.
    /// </summary>
    /// <param name="snapshot">All documents.</param>
    /// <param name="today">The set in force today.</param>
    public void PrepareTomorrow(CatalogSnapshot snapshot, SetInForce today)
    {
        var tomorrow = snapshot.InForceAt(today.AsOf.AddDays(1), null);
        if (!tomorrow.SequenceEqual(today.Documents))
            _ = Task.Run(() => compiled.GetAsync(tomorrow, today.Set, CancellationToken.None));
    }
}
