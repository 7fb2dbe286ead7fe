using System.Globalization;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Refusals;

/// <summary>
/// Turns refused attempts into notes. The first of a kind in a minute is noted at once; the others of that minute are counted in one
/// note at its end. Beyond the limits all are counted together: a flood adds only a few notes a minute, however large it is.
/// </summary>
/// <param name="perMinute">The maximum number of different kinds noted in a minute.</param>
/// <param name="perDay">The maximum number of first attempts noted in 24 hours.</param>
internal sealed class RefusalLedger(int perMinute, int perDay)
{
    /// <summary>The action of these notes in the journal.</summary>
    public const string Action = "refused";

    // The maximum number of codes counted separately beyond the limits; the others share one.
    private const int MostCodes = 32;
    private const string Everything = "many";

    private readonly Lock _lock = new();
    private readonly Dictionary<RefusalKind, Tally> _kinds = [];
    private readonly Dictionary<string, Tally> _beyond = new(StringComparer.Ordinal);
    private List<NewNoteEntry> _ready = [];
    private DateTimeOffset _minute;
    private DateTimeOffset _day;
    private int _today;

    /// <summary>Adds an attempt.</summary>
    /// <returns>Whether something must be written at once.</returns>
    public bool Take(Refusal refusal)
    {
        lock (_lock)
        {
            Turn(refusal.At);
            if (_kinds.TryGetValue(refusal.Kind, out var tally))
            {
                tally.Count(refusal.At);
                return false;
            }

            if (_kinds.Count >= perMinute || _today >= perDay)
            {
                Beyond(refusal);
                return false;
            }

            _today++;
            _kinds.Add(refusal.Kind, new Tally(refusal.At));
            _ready.Add(First(refusal));
            return true;
        }
    }

    /// <summary>Returns what must be written, and forgets it.</summary>
    /// <param name="now">The current time: a completed minute is closed.</param>
    /// <param name="all">Whether the current minute is closed as well.</param>
    public IReadOnlyList<NewNoteEntry> Drain(DateTimeOffset now, bool all = false)
    {
        lock (_lock)
        {
            Turn(now);
            if (all)
                Close();
            var drained = _ready;
            _ready = [];
            return drained;
        }
    }

    private void Turn(DateTimeOffset now)
    {
        if (now - _day >= TimeSpan.FromDays(1))
            (_day, _today) = (now, 0);
        if (now - _minute < TimeSpan.FromMinutes(1))
            return;
        Close();
        _minute = now;
    }

    private void Close()
    {
        foreach (var (kind, tally) in _kinds.Where(k => k.Value.More > 0))
            _ready.Add(Note(kind.Actor, kind.Address, kind.Operation, kind.Code, tally));
        foreach (var (code, tally) in _beyond)
            _ready.Add(Note(Everything, null, null, code, tally));
        _kinds.Clear();
        _beyond.Clear();
    }

    private void Beyond(Refusal refusal)
    {
        var code = _beyond.Count < MostCodes ? refusal.Kind.Code : Everything;
        if (!_beyond.TryGetValue(code, out var tally))
            _beyond.Add(code, tally = new Tally(refusal.At));
        tally.Count(refusal.At);
    }

    private static NewNoteEntry First(Refusal refusal)
    {
        var details = new JsonObject { ["code"] = refusal.Kind.Code, ["status"] = refusal.Status };
        if (refusal.Path is not null)
            details["path"] = refusal.Path;
        return Entry(refusal.At, refusal.Kind.Actor, refusal.Kind.Address, refusal.Kind.Operation, details);
    }

    private static NewNoteEntry Note(string actor, string? address, string? operation, string code, Tally tally) => Entry(
        tally.Last, actor, address, operation,
        new JsonObject { ["code"] = code, ["count"] = tally.More, ["first"] = Text(tally.First), ["last"] = Text(tally.Last) });

    private static NewNoteEntry Entry(DateTimeOffset at, string actor, string? address, string? operation, JsonObject details) => new()
    {
        At = at,
        Actor = actor,
        Origin = address,
        Action = Action,
        Target = operation,
        Details = CanonicalText.Of(details),
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Attempts beyond the first of a kind.</summary>
    private sealed class Tally(DateTimeOffset first)
    {
        public DateTimeOffset First { get; } = first;

        public DateTimeOffset Last { get; private set; } = first;

        public long More { get; private set; }

        public void Count(DateTimeOffset at)
        {
            More++;
            Last = at;
        }
    }
}
