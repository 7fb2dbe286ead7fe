using System.Text;
using System.Text.Json;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Problems;

/// <summary>The serializer's complaints about small command bodies, told without CLR names.</summary>
internal static class JsonFaults
{
    /// <summary>The refusal for a text that the serializer could not read.</summary>
    /// <param name="exception">Where it stopped.</param>
    public static Fault From(JsonException exception)
    {
        var pointer = Pointer(exception.Path);
        var line = (int?)exception.LineNumber + 1;
        var column = (int?)exception.BytePositionInLine + 1;
        var detail = pointer.Length == 0
            ? "the body is no JSON object of the expected form."
            : $"the value at `{pointer}` is malformed, of the wrong type, repeated or not known here.";
        return Faults.MalformedJson(detail, [new ProblemEntry("malformed-json", DiagnosticSeverity.Error, pointer, detail, line, column)]);
    }

    /// <summary>The RFC 6901 pointer for a serializer's path such as <c>$.effectiveFrom</c>.</summary>
    private static string Pointer(string? path)
    {
        var pointer = new StringBuilder();
        foreach (var step in (path ?? "$").Split('.', '[').Skip(1))
            pointer.Append('/').Append(step.Trim(']', '\'').Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        return pointer.ToString();
    }
}
