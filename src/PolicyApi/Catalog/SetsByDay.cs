namespace PolicyApi.Catalog;

/// <summary>Finds the set that is in force on a day according to a snapshot.</summary>
/// <param name="compiled">Compiles and caches sets.</param>
internal sealed class SetsByDay(CompiledSets compiled)
{
    /// <summary>Returns the set in force on a day, by all publications of the snapshot.</summary>
    /// <param name="snapshot">All documents.</param>
    /// <param name="day">The day (UTC).</param>
    /// <param name="before">The previous set: returned if nothing has changed, otherwise its compiled parts are reused; <see langword="null"/> for
    /// none.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<SetInForce> GetAsync(CatalogSnapshot snapshot, DateOnly day, SetInForce? before, CancellationToken cancellationToken)
    {
        var pins = snapshot.InForceAt(day, null);
        // Changes of drafts do not affect what is in force.
        if (before is not null && pins.SequenceEqual(before.Documents))
            return before.AsOf == day && before.Known == snapshot.KnownAt(null) ? before : SetInForce.Of(snapshot, day, null, pins, new CompiledSet(before.Set, before.Problems));
        return SetInForce.Of(snapshot, day, null, pins, await compiled.GetAsync(pins, before?.Set, cancellationToken));
    }

    /// <summary>
    /// Starts compiling tomorrow's set in the background if it differs from today's, so that no request of the new day waits for it. A failure is
    /// ignored here: the next caller who needs the set compiles it again and gets the exception.
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
