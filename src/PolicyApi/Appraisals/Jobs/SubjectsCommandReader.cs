using System.Globalization;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Selects stored appraisals: for each person, the newest that matches.</summary>
/// <param name="Scheme">The scheme of the appraisals.</param>
/// <param name="DecidedFrom">The start of the range, inclusive; <see langword="null"/> for no start.</param>
/// <param name="DecidedTo">The end of the range, exclusive; <see langword="null"/> for no end.</param>
public sealed record SubjectsCommand(string Scheme, DateTimeOffset? DecidedFrom = null, DateTimeOffset? DecidedTo = null);

/// <summary>Reads which stored appraisals are meant, and reports every error with its place.</summary>
internal static class SubjectsCommandReader
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads the command.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="scheme">The scheme to use if the body names none.</param>
    /// <exception cref="FaultException">The body is malformed, or has unknown or invalid members.</exception>
    public static SubjectsCommand Read(ReadOnlyMemory<byte> utf8, string scheme)
    {
        var found = new DiagnosticBag();
        var command = SourceReader.Read(utf8, found) is { } root ? Read(root, scheme, found) : null;
        return found.HasErrors || command is null ? throw new FaultException(DiagnosticFaults.CommandInvalid(found.ToList())) : command;
    }

    private static SubjectsCommand? Read(SourceNode root, string scheme, DiagnosticBag found)
    {
        if (root.Kind != SourceKind.Object)
        {
            found.Error(root, "wrong-type", $"expected an object like `{{ \"decidedFrom\": \"2026-01-01T00:00:00Z\" }}`, or one subject per line as `application/x-ndjson`, not {root}");
            return null;
        }

        foreach (var (name, value) in root.Members)
        {
            if (name is not ("scheme" or "decidedFrom" or "decidedTo"))
                found.Error(value, "unknown-member", $"member `{name}` is not known here; there are `scheme`, `decidedFrom` and `decidedTo`; facts are sent as `application/x-ndjson`");
        }

        var (from, to) = (Moment(root["decidedFrom"], found), Moment(root["decidedTo"], found));
        if (from > to)
            found.Error(root["decidedFrom"]!, "out-of-range", "`decidedFrom` is after `decidedTo`, so nothing lies between them; swap the two");
        return new SubjectsCommand(Scheme(root["scheme"], found) ?? scheme, from, to);
    }

    private static string? Scheme(SourceNode? node, DiagnosticBag found)
    {
        if (node is null)
            return null;
        if (node.Kind == SourceKind.String && DocumentKey.IsId(node.Text))
            return node.Text;
        found.Error(node, "wrong-type", $"expected the id of a scheme, not {node}");
        return null;
    }

    private static DateTimeOffset? Moment(SourceNode? node, DiagnosticBag found)
    {
        if (node is null)
            return null;
        if (node.Kind == SourceKind.String && DateTimeOffset.TryParseExact(node.Text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return at.ToUniversalTime();
        found.Error(node, "wrong-type", $"expected a moment like `2026-01-01T00:00:00Z`, not {node}");
        return null;
    }
}
