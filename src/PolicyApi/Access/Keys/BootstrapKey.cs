using Microsoft.Extensions.Options;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Access.Keys;

/// <summary>
/// The key that makes the first keys, and can do nothing else. It comes from the settings; without one, it is generated into
/// a file of the data folder while there are no keys. Deleting that file ends it.
/// </summary>
/// <param name="settings">May name it.</param>
/// <param name="folder">Where a generated one lies.</param>
/// <param name="keys">The other keys.</param>
/// <param name="store">Keeps the journal, which is told when one is generated.</param>
/// <param name="time">Dates it.</param>
internal sealed class BootstrapKey(IOptions<AccessSettings> settings, DataFolder folder, KeyDirectory keys, IPolicyStore store, TimeProvider time)
{
    /// <summary>Fewer characters could be guessed.</summary>
    public const int ShortestText = 32;

    private const string FileName = "bootstrap.key";
    private byte[]? _hash;

    /// <summary>Where the generated one lies.</summary>
    public string FilePath => folder.Below(FileName);

    /// <summary>Whether it comes from the file in the data folder.</summary>
    public bool IsInFile { get; private set; }

    /// <summary>Takes the key from where it is, or generates it.</summary>
    /// <exception cref="SettingsException">It is too short to be safe, or its file is not there.</exception>
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
