using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Audit.Heads;

/// <summary>Signs heads with a key in the data folder (mode 0600) or in the file that the settings name.</summary>
internal sealed class HeadSigner : IDisposable
{
    private const string FileName = "audit-signing.key";

    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    /// <summary>Reads the key, or generates it.</summary>
    /// <exception cref="SettingsException">The key's file does not exist, or does not contain such a key.</exception>
    public HeadSigner(IOptions<AuditSettings> settings, DataFolder folder)
    {
        _key = settings.Value.SigningKeyFile is { Length: > 0 } file ? Read(file) : ReadOrMake(folder.Below(FileName));
        PublicKey = _key.ExportSubjectPublicKeyInfo();
        KeyId = Convert.ToHexStringLower(SHA256.HashData(PublicKey));
    }

    /// <summary>The public key: SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>SHA-256 of the public key.</summary>
    public string KeyId { get; }

    /// <summary>Signs the ends of all chains.</summary>
    public SignedHead Sign(DateTimeOffset at, JournalEnd journal, IReadOnlyList<SealEnd> seals)
    {
        var open = new SignedHead(StoredTime.Cut(at), journal, seals, SignedHead.Es256, KeyId, Convert.ToBase64String(PublicKey), string.Empty);
        lock (_lock)
            return open with { Signature = Convert.ToBase64String(_key.SignData(open.Signed(), HashAlgorithmName.SHA256)) };
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    private static ECDsa ReadOrMake(string file)
    {
        if (File.Exists(file))
            return Read(file);
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        OwnerOnly.WriteNew(file, made.ExportPkcs8PrivateKeyPem());
        return Read(file);
    }

    private static ECDsa Read(string file)
    {
        if (!File.Exists(file))
            throw new SettingsException([$"there is no file `{file}` with the key that signs heads; correct `Audit:SigningKeyFile`."]);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.KeySize == 256)
                return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new SettingsException([$"`{file}` does not hold an ECDSA P-256 private key in PEM; create one with `openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt`."]);
        }

        key.Dispose();
        throw new SettingsException([$"the key in `{file}` is not for the curve P-256."]);
    }
}
