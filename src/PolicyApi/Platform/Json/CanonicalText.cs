using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Json;

/// <summary>Writes objects in canonical form (RFC 8785), as journal entries contain them and heads are signed.</summary>
internal static class CanonicalText
{
    /// <summary>Returns the canonical text of an object.</summary>
    public static string Of(JsonObject value) => Encoding.UTF8.GetString(Bytes(value));

    /// <summary>Returns the canonical text of an object in UTF-8.</summary>
    public static byte[] Bytes(JsonObject value)
    {
        var node = SourceReader.Read(Encoding.UTF8.GetBytes(value.ToJsonString()), new DiagnosticBag());
        return CanonicalJson.Write(node ?? throw new ArgumentException("the object cannot be read", nameof(value)));
    }
}
