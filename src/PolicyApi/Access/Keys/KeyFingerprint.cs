using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Access.Keys;

/// <summary>
/// A hash over everything in a key except when it was last used. The journal records it with every change, which reveals keys that were added
/// or changed by something other than the service.
/// </summary>
internal static class KeyFingerprint
{
    /// <summary>Returns the fingerprint of a key as 64 lower-case hex digits.</summary>
    public static string Of(KeyRecord key) =>
        CanonicalJson.Hash(JsonSerializer.SerializeToUtf8Bytes(key with { LastUsedAt = null }, FingerprintJson.Default.KeyRecord));
}

/// <summary>The JSON that is hashed; it must never change.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KeyRecord))]
internal sealed partial class FingerprintJson : JsonSerializerContext;
