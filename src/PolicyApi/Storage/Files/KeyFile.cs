using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Storage.Files;

/// <summary>Keeps API keys in one JSON file that only the service's user can read. A change replaces the file as a whole, so that it is never half there.</summary>
/// <param name="path">The file; its folder exists.</param>
public sealed class KeyFile(string path) : IKeyStore, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <inheritdoc />
    public async Task<IReadOnlyList<KeyRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Read();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public async Task SaveAsync(IReadOnlyList<KeyRecord> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await _turn.WaitAsync();
        try
        {
            var all = Read().ToDictionary(k => k.Id, StringComparer.Ordinal);
            foreach (var key in keys)
                all[key.Id] = key;
            Write([.. all.Values.OrderBy(k => k.CreatedAt).ThenBy(k => k.Id, StringComparer.Ordinal)]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private List<KeyRecord> Read()
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyFileJson.Default.ListKeyRecord)
                ?? throw new StoreCorruptException($"`{path}` holds no keys; restore it from a backup");
        }
        catch (JsonException e)
        {
            throw new StoreCorruptException($"`{path}` cannot be read as keys; restore it from a backup ({e.Message})", e);
        }
    }

    private void Write(List<KeyRecord> keys)
    {
        try
        {
            Replace(keys);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreFailedException($"the keys could not be written; check the disk and its free space ({e.Message})", e);
        }
    }

    private void Replace(List<KeyRecord> keys)
    {
        var next = path + ".new";
        using var file = new FileStream(next, OwnerOnly.Replacing());
        JsonSerializer.Serialize(file, keys, KeyFileJson.Default.ListKeyRecord);
        file.Flush(flushToDisk: true);
        File.Move(next, path, overwrite: true);

        // Once more under its new name: journalling file systems write the renaming down with it.
        file.Flush(flushToDisk: true);
    }
}

/// <summary>How keys stand in the file.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(List<KeyRecord>))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
