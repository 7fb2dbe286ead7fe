using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Storage;

/// <summary>Keeps API keys as records, so that all processes on one store have the same keys. They are few, so all of them are read at once.</summary>
/// <param name="store">The store that keeps the records.</param>
public sealed class KeyStore(IPolicyStore store)
{
    private const string Keys = "keys";

    // One record for each name prevents two processes from using the same name.
    private const string Names = "key-names";

    /// <summary>Reads every key, in the order of their ids.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreCorruptException">The stored data cannot be read.</exception>
    public async Task<IReadOnlyList<KeyRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        var keys = new List<KeyRecord>();
        string? after = null;
        while (true)
        {
            var page = await store.ListRecordsAsync(Keys, after, StoreLimits.MaxPageSize, cancellationToken);
            keys.AddRange(page.Select(Read));
            if (page.Count < StoreLimits.MaxPageSize)
                return keys;
            after = page[^1].Key.Id;
        }
    }

    /// <summary>Adds keys, or replaces those with the same id, with notes in the journal: all or nothing. Durable when the task completes.</summary>
    /// <param name="keys">The keys, each with the version at which it was read.</param>
    /// <param name="notes">The entries for the journal.</param>
    /// <returns>
    /// The keys with their new versions; <see langword="null"/> if nothing was written because one of them has changed since it
    /// was read, or a new one has the name of another (ignoring case). The caller should read again and decide again.
    /// </returns>
    /// <exception cref="StoreException">They could not be written; none of them is in force.</exception>
    public async Task<IReadOnlyList<KeyRecord>?> SaveAsync(IReadOnlyList<KeyRecord> keys, IReadOnlyList<NewNoteEntry> notes)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var change = new StoreChange { Entries = notes, Records = [.. keys.SelectMany(Writes)] };
        return await store.AppendAsync(change, CancellationToken.None) is AppendResult.Appended
            ? [.. keys.Select(k => k with { Version = k.Version + 1 })]
            : null;
    }

    private static IEnumerable<RecordWrite> Writes(KeyRecord key)
    {
        yield return RecordWrite.Put(new RecordKey(Keys, key.Id), key.Version, JsonSerializer.SerializeToUtf8Bytes(key, KeyJson.Default.KeyRecord));
        if (key.Version == 0)
            yield return RecordWrite.Put(new RecordKey(Names, NameId(key.Name)), 0, Encoding.UTF8.GetBytes(key.Id));
    }

    // Names are free text; ids of records are restricted.
    private static string NameId(string name) => StoreChecks.Sha256(Encoding.UTF8.GetBytes(name.ToUpperInvariant()));

    private static KeyRecord Read(StoredRecord record)
    {
        try
        {
            var key = JsonSerializer.Deserialize(record.Bytes.Span, KeyJson.Default.KeyRecord)
                ?? throw new StoreCorruptException($"the record `{record.Key}` holds no key; restore it from a backup");
            return key with { Version = record.Version };
        }
        catch (JsonException e)
        {
            throw new StoreCorruptException($"the record `{record.Key}` cannot be read as a key; restore it from a backup ({e.Message})", e);
        }
    }
}

/// <summary>The stored form of a key. The version is the record's.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeyRecord))]
internal sealed partial class KeyJson : JsonSerializerContext;
