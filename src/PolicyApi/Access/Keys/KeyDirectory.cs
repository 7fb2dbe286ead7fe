using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>All API keys in memory, so that finding one needs no I/O. Other processes on the same store may also change keys.</summary>
/// <param name="store">The store of the keys.</param>
internal sealed class KeyDirectory(KeyStore store) : IDisposable
{
    private const int SavedAtOnce = 500;
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);
    private volatile ImmutableSortedDictionary<string, KeyRecord> _keys = ImmutableSortedDictionary.Create<string, KeyRecord>(StringComparer.Ordinal);

    /// <summary>Every key by its id.</summary>
    public IEnumerable<KeyRecord> All => _keys.Values.Select(WithUse);

    /// <summary>Whether there are no keys.</summary>
    public bool IsEmpty => _keys.IsEmpty;

    /// <summary>Reads the keys from the store.</summary>
    public async Task OpenAsync(CancellationToken cancellation) =>
        _keys = (await store.ReadAsync(cancellation)).ToImmutableSortedDictionary(k => k.Id, k => k, StringComparer.Ordinal);

    /// <summary>
    /// Loads what other processes have changed. It waits for a change by this process to finish; otherwise, keys read before that change could replace it in
    /// memory.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await OpenAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Finds a key by its id; <see langword="null"/> if there is none.</summary>
    public KeyRecord? Find(string id) => _keys.TryGetValue(id, out var key) ? WithUse(key) : null;

    /// <summary>
    /// Finds a key as it was read or saved, without its latest use: the same object until the key is changed; <see langword="null"/> if there is none.
    /// </summary>
    public KeyRecord? Held(string id) => _keys.GetValueOrDefault(id);

    /// <summary>Adds a key, unless another has its name.</summary>
    /// <param name="key">The key.</param>
    /// <param name="reason">The reason for the journal; may be <see langword="null"/>.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>Whether it was added.</returns>
    public async Task<bool> AddAsync(KeyRecord key, string? reason, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (!_keys.Values.Any(k => string.Equals(k.Name, key.Name, StringComparison.OrdinalIgnoreCase)))
            {
                if (await TryKeepAsync([KeyNotes.Of(KeyNotes.Created, key.CreatedBy, key.CreatedAt, null, key, reason)], key))
                    return true;
                await OpenAsync(cancellation);
            }

            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Changes a key.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="change">Returns the changed key, or <see langword="null"/> to leave it unchanged; may be called more than once.</param>
    /// <param name="note">Creates the journal entry from the key before and after the change.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The key as it is now, and whether it was changed; <see langword="null"/> if there is no such key.</returns>
    public async Task<(KeyRecord Key, bool IsChanged)?> ChangeAsync(string id, Func<KeyRecord, KeyRecord?> change, Func<KeyRecord, KeyRecord, NewNoteEntry> note, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (Find(id) is { } key)
            {
                if (change(key) is not { } changed)
                    return (key, false);
                if (await TryKeepAsync([note(key, changed)], changed))
                    return (_keys[id], true);
                await OpenAsync(cancellation);
            }

            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Notes in memory, at most once a minute, that a key was used; <see cref="SaveUseAsync"/> stores it.</summary>
    public void Used(KeyRecord key, DateTimeOffset now)
    {
        DateTimeOffset? last = _used.TryGetValue(key.Id, out var noted) ? noted : key.LastUsedAt;
        if (last is null || now - last >= UseGrain)
            _used[key.Id] = now;
    }

    /// <summary>Stores when keys were last used.</summary>
    public async Task SaveUseAsync()
    {
        await _turn.WaitAsync();
        try
        {
            var changed = _keys.Values.Where(k => _used.TryGetValue(k.Id, out var at) && at != k.LastUsedAt).Select(WithUse).ToList();
            foreach (var some in changed.Chunk(SavedAtOnce))
            {
                // Another process has changed one of them; they are stored with the next call.
                if (!await TryKeepAsync([], some))
                    await OpenAsync(CancellationToken.None);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<bool> TryKeepAsync(IReadOnlyList<NewNoteEntry> notes, params KeyRecord[] keys)
    {
        if (await store.SaveAsync(keys, notes) is not { } saved)
            return false;
        _keys = _keys.SetItems(saved.Select(k => KeyValuePair.Create(k.Id, k)));
        return true;
    }

    private KeyRecord WithUse(KeyRecord key) => _used.TryGetValue(key.Id, out var at) ? key with { LastUsedAt = at } : key;
}
