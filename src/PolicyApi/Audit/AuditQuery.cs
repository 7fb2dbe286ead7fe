using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Queries;

namespace PolicyApi.Audit;

/// <summary>A query for lines of the audit log.</summary>
public sealed record AuditParameters
{
    /// <summary>The actor.</summary>
    [FromQuery(Name = "actor"), Description("Only lines about what this actor did, such as `key:hr`."), Longest(512)]
    public string? Actor { get; init; }

    /// <summary>The action.</summary>
    [FromQuery(Name = "action"), Description("Only lines with this action, such as `published` or `refused`."), Longest(512)]
    public string? Action { get; init; }

    /// <summary>The start of the target.</summary>
    [FromQuery(Name = "target"), Description("Only lines whose target starts with this, such as `policies/kam-promotion`."), Longest(512)]
    public string? Target { get; init; }

    /// <summary>The client's address.</summary>
    [FromQuery(Name = "origin"), Description("Only lines about requests from this client address."), Longest(512)]
    public string? Origin { get; init; }

    /// <summary>The start of the range, inclusive.</summary>
    [FromQuery(Name = "from"), Description("Only lines at this moment or later."), NotAfter("to")]
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the range, exclusive.</summary>
    [FromQuery(Name = "to"), Description("Only lines before this moment.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The order.</summary>
    [FromQuery(Name = "order"), Description("`newest` first (the default) or `oldest` first."), OneOf(AuditQuery.Newest, AuditQuery.Oldest)]
    public string? Order { get; init; }

    /// <summary>The cursor returned with the previous page, or the sequence after which to start.</summary>
    [FromQuery(Name = "cursor"), Description("The `next` of the previous page; or the `sequence` of a line, to start with the line that follows it in the chosen order."), Sequence]
    public string? Cursor { get; init; }

    /// <summary>The maximum number of lines on the page.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 100."), Within(1, 200)]
    public int? PageSize { get; init; }
}

/// <summary>The query with its defaults filled in.</summary>
/// <param name="wanted">The parameters.</param>
internal sealed class AuditQuery(AuditParameters wanted)
{
    /// <summary>The newest lines first.</summary>
    public const string Newest = "newest";

    /// <summary>The oldest lines first.</summary>
    public const string Oldest = "oldest";

    private const int UsualPage = 100;
    /// <summary>Whether the newest lines come first.</summary>
    public bool IsNewestFirst => wanted.Order is null or Newest;

    /// <summary>The sequence after which the page starts.</summary>
    public long? Cursor { get; } = wanted.Cursor is null ? null : long.Parse(wanted.Cursor, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The start of the range, inclusive.</summary>
    public DateTimeOffset? From => wanted.From;

    /// <summary>The end of the range, exclusive.</summary>
    public DateTimeOffset? To => wanted.To;

    /// <summary>The maximum number of lines on the page.</summary>
    public int PageSize => wanted.PageSize ?? UsualPage;

    /// <summary>Whether a line matches the query.</summary>
    public bool Takes(AuditLine line) =>
        Is(wanted.Actor, line.Actor)
        && Is(wanted.Action, line.Action)
        && Is(wanted.Origin, line.Origin)
        && (wanted.Target is null || line.Target?.StartsWith(wanted.Target, StringComparison.Ordinal) == true)
        && !(line.At < From)
        && !(line.At >= To);

    private static bool Is(string? wanted, string? actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);
}

/// <summary>Requires the sequence of a line.</summary>
internal sealed class SequenceAttribute : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (!long.TryParse(sent.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            yield return $"`{sent.Name}` must be the `next` of the previous page.";
    }
}
