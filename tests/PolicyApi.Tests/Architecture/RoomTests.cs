using System.Reflection;
using PolicyApi.Platform.Hosting;

namespace PolicyApi.Tests.Architecture;

/// <summary>
/// Which room may know which. A row names what its room knows, all of it in rows above, so that knowledge flows one way. A room without a
/// row belongs to the room around it.
/// </summary>
public sealed class RoomTests
{
    private const string Platform = """
        Settings          :
        Json              :
        Content           :
        Connections       : Settings
        Problems          : Json
        Bodies            : Problems
        Queries           : Problems
        Templates         : Problems
        Ndjson            : Json Problems Settings
        Requests          : Connections Problems Settings
        Idempotency       : Bodies Json Problems Requests Settings
        OpenApi           : Content Idempotency Json Queries Requests
        Answers           : Bodies Idempotency Json Ndjson Problems Queries Settings
        Answers.Verifying : Answers Json Problems Queries
        Stores            : Content Settings
        Replicas          : Stores
        Seeding           : Content
        Hosting           : *
        """;

    private const string Storage = """
        .                 :
        Files             :
        Work              : .
        LiteDb.Files      : .
        LiteDb.Blocks     : . LiteDb.Files
        LiteDb.Chapters   : . LiteDb.Blocks LiteDb.Files
        LiteDb.Work       : . Work LiteDb.Files
        LiteDb            : . Files Work LiteDb.Blocks LiteDb.Chapters LiteDb.Files LiteDb.Work
        LiteDb.Inspection : . Work LiteDb LiteDb.Blocks LiteDb.Chapters LiteDb.Files LiteDb.Work
        Postgres.Server   : .
        Postgres.Blocks   : . Postgres.Server
        Postgres.Work     : . Work Postgres.Blocks Postgres.Server
        Postgres          : . Work Postgres.Blocks Postgres.Server Postgres.Work
        """;

    private const string Engine = """
        Decimals          :
        Documents         : Decimals
        Facts             : Decimals Documents
        Scoring           : Decimals Documents
        Functions         : Decimals Documents Scoring
        Expressions       : Decimals Documents Facts Scoring Functions
        Workflows         : Decimals Documents Facts Scoring Expressions
        Appraisals        : Decimals Documents Facts Scoring Functions Workflows
        Policies          : Decimals Documents Facts Scoring Expressions Workflows Appraisals
        Reference         : Documents Facts Expressions Workflows Policies
        Testing           : Decimals Documents Facts Workflows Appraisals Policies
        Comparison        : Documents Policies Testing
        Impact            : Decimals Documents Facts Scoring Workflows Appraisals Policies Testing
        """;

    private static readonly Assembly Service = typeof(PolicyApiHost).Assembly;
    private static readonly Assembly Rules = typeof(PolicyEngine.Policies.PolicySet).Assembly;

    [Fact]
    public void The_rooms_of_the_platform_know_only_what_their_row_names() => Holds(Service, "PolicyApi.Platform", Platform);

    [Fact]
    public void The_rooms_of_the_stores_know_only_what_their_row_names() => Holds(Service, "PolicyApi.Storage", Storage);

    [Fact]
    public void The_rooms_of_the_engine_know_only_what_their_row_names() => Holds(Rules, "PolicyEngine", Engine);

    private static void Holds(Assembly assembly, string root, string table)
    {
        var rows = table.Split('\n').Select(l => l.Split(':')).Select(r => (Room: r[0].Trim(), MayKnow: r[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        var rooms = rows.ConvertAll(r => r.Room);
        Assert.All(rows, r => Assert.All(r.MayKnow.Where(k => k != "*"), known => Assert.Contains(known, rooms.Take(rooms.IndexOf(r.Room)))));

        var uses = RoomGraph.Of(assembly, root)
            .Select(u => (From: RoomOf(u.From, root, rooms), To: RoomOf(u.To, root, rooms), u.How))
            .Where(u => u.From != u.To && u.To is not null)
            .ToList();
        var forbidden = uses
            .Where(u => !rows.Exists(r => r.Room == u.From && (r.MayKnow is ["*"] || r.MayKnow.Contains(u.To))))
            .Select(u => $"{u.From ?? "a room without a row"} may not know {u.To}: {u.How}");
        Assert.Empty(forbidden.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        var unused = rows.SelectMany(r => r.MayKnow.Where(k => k != "*" && !uses.Exists(u => u.From == r.Room && u.To == k)).Select(k => $"{r.Room} does not know {k}; take it out of its row"));
        Assert.Empty(unused);
    }

    /// <summary>The row for a namespace: its own, or that of the nearest room around it.</summary>
    private static string? RoomOf(string space, string root, List<string> rooms)
    {
        for (var room = space == root ? "." : space[(root.Length + 1)..]; ; room = room[..room.LastIndexOf('.')])
        {
            if (rooms.Contains(room))
                return room;
            if (room.LastIndexOf('.') <= 0)
                return null;
        }
    }
}
