using System.Globalization;
using System.Text.RegularExpressions;
using PolicyApi.Platform.Problems;
using PolicyEngine.Documents;

namespace PolicyApi.Access.Keys;

/// <summary>Reads commands about keys, and reports every error with its place.</summary>
internal static partial class KeyCommandReader
{
    private const int LongestOverlap = 720;
    private const int LongestManager = 64;
    private const int LongestReason = 1_000;

    /// <summary>Reads the command to create a key.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="now">The present moment; an expiry must be later.</param>
    /// <exception cref="FaultException">The body is malformed, or has unknown or invalid members.</exception>
    public static CreateKeyCommand ReadCreate(ReadOnlyMemory<byte> utf8, DateTimeOffset now) => Read(utf8, (root, found) =>
    {
        Refuse(root, found, "name", "roles", "manager", "expiresAt", "reason");
        var roles = Roles(root, root["roles"], found);
        return new CreateKeyCommand(Name(root, found), roles, Manager(root, roles, found), ExpiresAt(root["expiresAt"], now, found), Reason(root["reason"], found));
    });

    /// <summary>Reads the command to give a key a new secret.</summary>
    /// <param name="utf8">The body; it may be empty.</param>
    /// <exception cref="FaultException">The body is malformed, or has unknown or invalid members.</exception>
    public static RotateKeyCommand ReadRotate(ReadOnlyMemory<byte> utf8) => utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0
        ? new RotateKeyCommand()
        : Read(utf8, (root, found) =>
        {
            Refuse(root, found, "overlapHours", "reason");
            return new RotateKeyCommand(Overlap(root["overlapHours"], found), Reason(root["reason"], found));
        });

    /// <summary>Reads the command to revoke a key.</summary>
    /// <param name="utf8">The body; it may be empty.</param>
    /// <exception cref="FaultException">The body is malformed, or has unknown or invalid members.</exception>
    public static RevokeKeyCommand ReadRevoke(ReadOnlyMemory<byte> utf8) => utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0
        ? new RevokeKeyCommand()
        : Read(utf8, (root, found) =>
        {
            Refuse(root, found, "reason");
            return new RevokeKeyCommand(Reason(root["reason"], found));
        });

    private static T Read<T>(ReadOnlyMemory<byte> utf8, Func<SourceNode, DiagnosticBag, T> read)
        where T : class
    {
        var found = new DiagnosticBag();
        var command = SourceReader.Read(utf8, found) is { } root ? ReadObject(root, found, read) : null;
        return found.HasErrors || command is null ? throw new FaultException(DiagnosticFaults.CommandInvalid(found.ToList())) : command;
    }

    private static T? ReadObject<T>(SourceNode root, DiagnosticBag found, Func<SourceNode, DiagnosticBag, T> read)
        where T : class
    {
        if (root.Kind == SourceKind.Object)
            return read(root, found);
        found.Error(root, "wrong-type", $"expected an object, not {root}");
        return null;
    }

    private static void Refuse(SourceNode root, DiagnosticBag found, params string[] known)
    {
        foreach (var (name, value) in root.Members.Where(m => !known.Contains(m.Key, StringComparer.Ordinal)))
            found.Error(value, "unknown-member", $"member `{name}` is not known here; there are {string.Join(", ", known.Select(k => $"`{k}`"))}");
    }

    private static string Name(SourceNode root, DiagnosticBag found)
    {
        if (root["name"] is { Kind: SourceKind.String } node && NameForm().IsMatch(node.Text))
            return node.Text;
        found.Error(root["name"] ?? root, "out-of-range", "`name` must have 1 to 64 letters, digits, spaces and `. _ @ -`, starting with a letter or digit");
        return string.Empty;
    }

    private static List<Role> Roles(SourceNode root, SourceNode? node, DiagnosticBag found)
    {
        if (node is not { Kind: SourceKind.Array, Items.Count: > 0 })
        {
            found.Error(node ?? root, "wrong-type", "`roles` is a list of at least one role");
            return [];
        }

        var roles = new List<Role>();
        foreach (var item in node.Items)
        {
            if (item.Kind == SourceKind.String && RoleNames.Find(item.Text) is { } role)
                roles.Add(role);
            else
                found.Error(item, "out-of-range", $"expected one of {string.Join(", ", RoleNames.All.Select(r => $"`{r}`"))}, not {item}");
        }

        return [.. roles.Distinct().Order()];
    }

    private static string? Manager(SourceNode root, List<Role> roles, DiagnosticBag found)
    {
        var isNeeded = roles.Contains(Role.OwnReportReader);
        if (root["manager"] is not { } node)
        {
            if (isNeeded)
                found.Error(root, "required", "`own-report-reader` needs `manager`: the id of the manager whose reports it reads");
            return null;
        }

        if (isNeeded && node is { Kind: SourceKind.String, Text.Length: > 0 and <= LongestManager })
            return node.Text;
        found.Error(node, "out-of-range", $"`manager` must be the id of one manager, 1 to {LongestManager} characters, and is only allowed with `own-report-reader`");
        return null;
    }

    private static DateTimeOffset? ExpiresAt(SourceNode? node, DateTimeOffset now, DiagnosticBag found)
    {
        if (node is null)
            return null;
        if (node.Kind == SourceKind.String
            && DateTimeOffset.TryParseExact(node.Text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && at > now)
            return at.ToUniversalTime();
        found.Error(node, "out-of-range", $"expected a future moment like `2030-01-01T00:00:00Z`, not {node}");
        return null;
    }

    private static string? Reason(SourceNode? node, DiagnosticBag found)
    {
        if (node is null)
            return null;
        if (node is { Kind: SourceKind.String, Text.Length: > 0 and <= LongestReason })
            return node.Text;
        found.Error(node, "out-of-range", $"`reason` must be a text of 1 to {LongestReason} characters");
        return null;
    }

    private static int? Overlap(SourceNode? node, DiagnosticBag found)
    {
        if (node is null)
            return null;
        if (node.Kind == SourceKind.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= LongestOverlap)
            return hours;
        found.Error(node, "out-of-range", $"expected whole hours, 0 to {LongestOverlap}, not {node}");
        return null;
    }

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex NameForm();
}
