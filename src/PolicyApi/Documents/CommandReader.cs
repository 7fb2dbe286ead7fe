using System.Globalization;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Reads the bodies of requests that submit, approve, reject, publish, roll back or withdraw, and reports every error with its place.</summary>
internal sealed class CommandReader
{
    private const int LongestReason = 500;
    private static readonly string[] Step = ["reason"];
    private static readonly string[] Dated = ["effectiveFrom", "reason"];
    private static readonly string[] Back = ["effectiveFrom", "reason", "toVersion"];

    private readonly DiagnosticBag _found = new();
    private readonly SourceNode? _root;

    private CommandReader(ReadOnlyMemory<byte> utf8, IReadOnlyCollection<string> members)
    {
        _root = utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? null : SourceReader.Read(utf8, _found);
        if (_root is { Kind: not SourceKind.Object })
            _found.Error(_root, "wrong-type", $"expected an object like `{{ \"reason\": \"agreed\" }}`, not {_root}");
        foreach (var (name, value) in Members.Where(m => !members.Contains(m.Key, StringComparer.Ordinal)))
            _found.Error(value, "unknown-member", $"member `{name}` is not known here; there {(members.Count == 1 ? "is" : "are")} {string.Join(" and ", members.Select(m => $"`{m}`"))}");
    }

    private IEnumerable<KeyValuePair<string, SourceNode>> Members => _root is { Kind: SourceKind.Object } ? _root.Members : [];

    /// <summary>Reads the command to publish; an empty body publishes with effect from today.</summary>
    /// <exception cref="FaultException">The body is malformed, or has unknown or invalid members.</exception>
    public static Task<PublishCommand> PublishAsync(HttpRequest request, int limit) =>
        ReadAsync(request, limit, Dated, r => new PublishCommand(r.Date("effectiveFrom"), r.Reason(isNeeded: false)));

    /// <summary>Reads the command to submit or approve; the body may be empty.</summary>
    /// <exception cref="FaultException">The body is malformed, or has unknown or invalid members.</exception>
    public static Task<StepCommand> StepAsync(HttpRequest request, int limit) => ReadAsync(request, limit, Step, r => new StepCommand(r.Reason(isNeeded: false)));

    /// <summary>Reads the command to reject.</summary>
    /// <exception cref="FaultException">The body is malformed, lacks the reason, or has unknown or invalid members.</exception>
    public static Task<StepCommand> RejectAsync(HttpRequest request, int limit) => ReadAsync(request, limit, Step, r => new StepCommand(r.Reason(isNeeded: true)));

    /// <summary>Reads the command to roll back.</summary>
    /// <exception cref="FaultException">The body is malformed, lacks the reason, or has unknown or invalid members.</exception>
    public static Task<RollbackCommand> RollbackAsync(HttpRequest request, int limit) =>
        ReadAsync(request, limit, Back, r => new RollbackCommand(r.Reason(isNeeded: true)!, r.Number("toVersion"), r.Date("effectiveFrom")));

    /// <summary>Reads the command to withdraw.</summary>
    /// <exception cref="FaultException">The body is malformed, lacks the reason, or has unknown or invalid members.</exception>
    public static Task<WithdrawCommand> WithdrawAsync(HttpRequest request, int limit) =>
        ReadAsync(request, limit, Dated, r => new WithdrawCommand(r.Reason(isNeeded: true)!, r.Date("effectiveFrom")));

    private static async Task<T> ReadAsync<T>(HttpRequest request, int limit, IReadOnlyCollection<string> members, Func<CommandReader, T> read)
    {
        var body = await BodyReader.ReadAsync(request, limit);
        if (!body.IsEmpty && !BodyReader.IsJson(request))
            throw new FaultException(Faults.UnsupportedMediaType(request.ContentType, BodyReader.JsonMediaType));
        var reader = new CommandReader(body, members);
        var command = read(reader);
        return reader._found.HasErrors ? throw new FaultException(DiagnosticFaults.CommandInvalid(reader._found.ToList())) : command;
    }

    private SourceNode? Member(string name) => _root is { Kind: SourceKind.Object } ? _root[name] : null;

    private DateOnly? Date(string name)
    {
        if (Member(name) is not { } node)
            return null;
        if (node.Kind == SourceKind.String
            && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        _found.Error(node, "wrong-type", $"expected a date like `2026-01-01`, not {node}");
        return null;
    }

    private int? Number(string name)
    {
        if (Member(name) is not { } node)
            return null;
        if (node.Kind == SourceKind.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        _found.Error(node, "wrong-type", $"expected the number of a version, not {node}");
        return null;
    }

    private string? Reason(bool isNeeded)
    {
        if (Member("reason") is { } node)
        {
            if (node.Kind == SourceKind.String && node.Text.Length is > 0 and <= LongestReason)
                return node.Text;
            _found.Error(node, "out-of-range", $"expected a text of 1 to {LongestReason} characters");
        }
        else if (isNeeded && !_found.HasErrors)
        {
            _found.Add(new Diagnostic("required", DiagnosticSeverity.Error, "/reason", 1, 1, $"say why: member `reason`, a text of 1 to {LongestReason} characters"));
        }

        return null;
    }
}
