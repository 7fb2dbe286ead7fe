using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Ndjson;

/// <summary>The answer to an NDJSON line that was refused; the lines after it are still answered.</summary>
/// <param name="Line">1-based number of the line in the body.</param>
/// <param name="Error">Why.</param>
public sealed record LineError(int Line, ServiceProblem Error)
{
    private static readonly JsonTypeInfo<LineError> Type = WireJson.Type<LineError>(LineJson.Default);

    /// <summary>Writes the answer to a line that was refused, without a line end.</summary>
    /// <param name="to">Receives the answer, in UTF-8.</param>
    /// <param name="line">The line's number.</param>
    /// <param name="fault">Why it was refused.</param>
    internal static void Write(IBufferWriter<byte> to, int line, Fault fault) => WireText.Write(to, new LineError(line, fault.ToProblem()), Type);

    /// <summary>Returns the answer to a line that was refused, without a line end, in UTF-8.</summary>
    /// <param name="line">The line's number.</param>
    /// <param name="fault">Why it was refused.</param>
    internal static byte[] Utf8(int line, Fault fault)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, line, fault);
        return bytes.WrittenSpan.ToArray();
    }
}
