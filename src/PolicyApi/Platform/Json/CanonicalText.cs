using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Json;

/// <summary>Objects in the form in which the journal takes details and heads are signed (RFC 8785).</summary>
internal static class CanonicalText
{
    /// <summary>The canonical text of an object.</summary>
    public static string Of(JsonObject value) => Encoding.UTF8.GetString(Bytes(value));

    /// <summary>The same in UTF-8.</summary>
    public static byte[] Bytes(JsonObject value)
    {
        var node = SourceReader.Read(Encoding.UTF8.GetBytes(value.ToJsonString()), new DiagnosticBag());
        return CanonicalJson.Write(node ?? throw new ArgumentException("the object cannot be read", nameof(value)));
    }
}
