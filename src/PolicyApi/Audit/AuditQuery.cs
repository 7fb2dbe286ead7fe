using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Audit;

/// <summary>Which lines of the audit log are wanted.</summary>
public sealed record AuditParameters
{
    /// <summary>Who.</summary>
    [FromQuery(Name = "actor"), Description("Only what this actor did, such as `key:hr`.")]
    public string? Actor { get; init; }

    /// <summary>What.</summary>
    [FromQuery(Name = "action"), Description("Only this action, such as `published` or `refused`.")]
    public string? Action { get; init; }

    /// <summary>On what.</summary>
    [FromQuery(Name = "target"), Description("Only what was done to this, or to what begins with it: `policies/kam-promotion`.")]
    public string? Target { get; init; }

    /// <summary>From where.</summary>
    [FromQuery(Name = "origin"), Description("Only what came from this address.")]
    public string? Origin { get; init; }

    /// <summary>Since when.</summary>
    [FromQuery(Name = "from"), Description("Not before this moment.")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when.</summary>
    [FromQuery(Name = "to"), Description("Before this moment.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>In what order.</summary>
    [FromQuery(Name = "order"), Description("`newest` (when left out) or `oldest` first.")]
    public string? Order { get; init; }

    /// <summary>Where to go on.</summary>
    [FromQuery(Name = "cursor"), Description("`next` of the page before; or the sequence of a line, to begin behind it.")]
    public string? Cursor { get; init; }

    /// <summary>How many at most.</summary>
    [FromQuery(Name = "pageSize"), Description("At most so many lines: 1 to 200, 100 when left out.")]
    public int? PageSize { get; init; }
}

/// <summary>The same, checked.</summary>
internal sealed class AuditQuery
{
    private const int LargestPage = 200;
    private const int UsualPage = 100;
    private const int LongestText = 512;
    private const string Newest = "newest";
    private const string Oldest = "oldest";

    private readonly AuditParameters _wanted;

    private AuditQuery(AuditParameters wanted, long? cursor)
    {
        _wanted = wanted;
        Cursor = cursor;
    }

    /// <summary>Whether the newest lines come first.</summary>
    public bool IsNewestFirst => _wanted.Order is null or Newest;

    /// <summary>The sequence behind which to begin.</summary>
    public long? Cursor { get; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? From => _wanted.From;

    /// <summary>Until when.</summary>
    public DateTimeOffset? To => _wanted.To;

    /// <summary>At most so many lines.</summary>
    public int PageSize => _wanted.PageSize ?? UsualPage;

    /// <summary>Checks parameters.</summary>
    /// <exception cref="FaultException">One is out of its range (400).</exception>
    public static AuditQuery Of(AuditParameters wanted)
    {
        if (wanted.PageSize is < 1 or > LargestPage)
            throw new FaultException(Faults.ParameterInvalid("pageSize", $"`pageSize` is 1 to {LargestPage}."));
        if (wanted.Order is not (null or Newest or Oldest))
            throw new FaultException(Faults.ParameterInvalid("order", $"`order` is `{Newest}` or `{Oldest}`."));
        foreach (var (name, text) in new[] { ("actor", wanted.Actor), ("action", wanted.Action), ("target", wanted.Target), ("origin", wanted.Origin) })
        {
            if (text is { Length: 0 or > LongestText })
                throw new FaultException(Faults.ParameterInvalid(name, $"`{name}` has 1 to {LongestText} characters."));
        }

        if (wanted.Cursor is null)
            return new AuditQuery(wanted, null);
        return long.TryParse(wanted.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor)
            ? new AuditQuery(wanted, cursor)
            : throw new FaultException(Faults.ParameterInvalid("cursor", "`cursor` is the `next` of the page before."));
    }

    /// <summary>Whether a line is wanted.</summary>
    public bool Takes(AuditLine line) =>
        Is(_wanted.Actor, line.Actor)
        && Is(_wanted.Action, line.Action)
        && Is(_wanted.Origin, line.Origin)
        && (_wanted.Target is null || line.Target?.StartsWith(_wanted.Target, StringComparison.Ordinal) == true)
        && !(line.At < From)
        && !(line.At >= To);

    private static bool Is(string? wanted, string? actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);
}
