using Microsoft.Extensions.Options;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Access.Keys;

/// <summary>
/// The key that can create keys and nothing else, for creating the first ones. It comes from the settings; without one there, it is generated
/// into a file of the data folder while no keys exist. Deleting that file revokes it at the next start.
/// </summary>
/// <param name="settings">The settings, which may contain the key or name its file.</param>
/// <param name="folder">The folder for a generated key.</param>
/// <param name="keys">The other keys.</param>
/// <param name="store">The store, whose journal records when a key is generated.</param>
/// <param name="time">The clock, for the journal entry.</param>
internal sealed class BootstrapKey(IOptions<AccessSettings> settings, DataFolder folder, KeyDirectory keys, IPolicyStore store, TimeProvider time)
{
    /// <summary>The minimum number of characters; fewer could be guessed.</summary>
    public const int ShortestText = 32;

    private const string FileName = "bootstrap.key";
    private byte[]? _hash;

    /// <summary>The path of a generated key.</summary>
    public string FilePath => folder.Below(FileName);

    /// <summary>Whether the key comes from the file in the data folder.</summary>
    public bool IsInFile { get; private set; }

    /// <summary>Reads the key from the settings or its file, or generates it.</summary>
    /// <exception cref="SettingsException">The key is too short, or its file does not exist.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (await TextAsync(cancellation) is not { } text)
            return;
        if (text.Length < ShortestText)
            throw new SettingsException([$"the bootstrap key has fewer than {ShortestText} characters; use a random one, such as the output of `openssl rand -hex 32`."]);
        _hash = KeyText.Hash(text);
    }

    /// <summary>Whether a text is the bootstrap key.</summary>
    /// <param name="hash">The text's hash.</param>
    public bool Is(byte[] hash) => _hash is not null && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(hash, _hash);

    private async Task<string?> TextAsync(CancellationToken cancellation)
    {
        if (settings.Value.BootstrapKey is { Length: > 0 } text)
            return text;
        if (settings.Value.BootstrapKeyFile is { Length: > 0 } file)
            return await ReadAsync(file, cancellation);
        IsInFile = File.Exists(FilePath) || await GenerateAsync(cancellation);
        return IsInFile ? await ReadAsync(FilePath, cancellation) : null;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellation) => File.Exists(path)
        ? (await File.ReadAllTextAsync(path, cancellation)).Trim()
        : throw new SettingsException([$"there is no file `{path}` with the bootstrap key; correct `Access:BootstrapKeyFile`."]);

    private async Task<bool> GenerateAsync(CancellationToken cancellation)
    {
        if (!keys.IsEmpty)
            return false;
        var note = new NewNoteEntry { At = time.GetUtcNow(), Actor = Actors.Service, Action = KeyNotes.BootstrapGenerated, Target = FileName };
        await store.AppendAsync(StoreChange.Of(note), cancellation);
        OwnerOnly.WriteNew(FilePath, KeyText.New(KeyText.NewId()) + "\n");
        return true;
    }
}
