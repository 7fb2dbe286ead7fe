using System.Globalization;
using PolicyApi.Platform.Problems;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Reads how a version is to be published, and names every fault with its place.</summary>
internal static class PublishCommandReader
{
    private const int LongestReason = 500;

    /// <summary>Reads the command.</summary>
    /// <param name="utf8">The body; an empty one publishes from today.</param>
    /// <exception cref="FaultException">The body is malformed or has members that do not belong there.</exception>
    public static PublishCommand Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return new PublishCommand();
        var found = new DiagnosticBag();
        var command = SourceReader.Read(utf8, found) is { } root ? Read(root, found) : null;
        return found.HasErrors || command is null ? throw new FaultException(DiagnosticFaults.CommandInvalid(found.ToList())) : command;
    }

    private static PublishCommand Read(SourceNode root, DiagnosticBag found)
    {
        if (root.Kind != SourceKind.Object)
        {
            found.Error(root, "wrong-type", $"expected an object like `{{ \"effectiveFrom\": \"2026-01-01\" }}`, not {root}");
            return new PublishCommand();
        }

        foreach (var (name, value) in root.Members)
        {
            if (name is not ("effectiveFrom" or "reason"))
                found.Error(value, "unknown-member", $"member `{name}` is not known here; there are `effectiveFrom` and `reason`");
        }

        return new PublishCommand(Date(root["effectiveFrom"], found), Reason(root["reason"], found));
    }

    private static DateOnly? Date(SourceNode? node, DiagnosticBag found)
    {
        if (node is null)
            return null;
        if (node.Kind == SourceKind.String
            && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        found.Error(node, "wrong-type", $"expected a date like `2026-01-01`, not {node}");
        return null;
    }

    private static string? Reason(SourceNode? node, DiagnosticBag found)
    {
        if (node is null)
            return null;
        if (node.Kind == SourceKind.String && node.Text.Length is > 0 and <= LongestReason)
            return node.Text;
        found.Error(node, "out-of-range", $"expected a text of 1 to {LongestReason} characters");
        return null;
    }
}
