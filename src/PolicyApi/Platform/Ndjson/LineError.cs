using System.Text.Json;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Ndjson;

/// <summary>The answer to one line.</summary>
/// <typeparam name="TRecord">What is stored before the answer is sent.</typeparam>
/// <param name="Utf8">The answer in UTF-8, without a line end.</param>
/// <param name="Record">What to store; <see langword="null"/> for a line that was refused.</param>
internal readonly record struct LineAnswer<TRecord>(ReadOnlyMemory<byte> Utf8, TRecord? Record)
    where TRecord : class
{
    /// <summary>The answer to a line that was refused.</summary>
    public static LineAnswer<TRecord> Refused(int line, Fault fault) => new(
        JsonSerializer.SerializeToUtf8Bytes(new LineError(line, fault.ToProblem()), WireJson.Options.TypeInfo<LineError>()), null);
}

/// <summary>The answer to an NDJSON line that was refused; the lines after it are answered all the same.</summary>
/// <param name="Line">1-based number of the line in the body.</param>
/// <param name="Error">Why.</param>
public sealed record LineError(int Line, ServiceProblem Error);
