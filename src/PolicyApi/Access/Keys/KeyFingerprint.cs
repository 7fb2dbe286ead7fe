using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Access.Keys;

/// <summary>
/// One hash over all of a key that decides who is let in: the journal notes it with every change, so that a key that was added or changed
/// past the service shows. When it was last used is no part of it.
/// </summary>
internal static class KeyFingerprint
{
    /// <summary>64 lower-case hex digits.</summary>
    public static string Of(KeyRecord key) =>
        CanonicalJson.Hash(JsonSerializer.SerializeToUtf8Bytes(key with { LastUsedAt = null }, FingerprintJson.Default.KeyRecord));
}

/// <summary>The form that is hashed; it may never change.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeyRecord))]
internal sealed partial class FingerprintJson : JsonSerializerContext;
