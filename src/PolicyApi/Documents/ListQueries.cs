using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Which page of a list.</summary>
public sealed record PageQuery
{
    /// <summary>Where to go on.</summary>
    [FromQuery(Name = "after"), Description("What `next` of the page before said.")]
    public string? After { get; init; }

    /// <summary>How many at most.</summary>
    [FromQuery(Name = "pageSize"), Description("At most so many: 1 to 200, 200 when left out.")]
    public int? PageSize { get; init; }

    private const int Largest = 200;

    /// <summary>How many at most.</summary>
    /// <exception cref="FaultException">It is out of its range.</exception>
    internal int Size() => PageSize is < 1 or > Largest
        ? throw new FaultException(Faults.ParameterInvalid("pageSize", $"`pageSize` is 1 to {Largest}."))
        : PageSize ?? Largest;

    /// <summary>One page of items that are numbered in their order, and where the next one starts.</summary>
    /// <exception cref="FaultException">A parameter cannot be read.</exception>
    internal (IReadOnlyList<T> Items, string? Next) Of<T>(IEnumerable<T> items, Func<T, long> number)
    {
        var size = Size();
        var last = After is null ? 0 : Cursors.ReadNumber(After, "after");
        var page = items.Where(i => number(i) > last).Take(size + 1).ToList();
        return page.Count <= size ? (page, null) : (page[..size], Cursors.Write(number(page[size - 1])));
    }
}

/// <summary>Which publications of a document.</summary>
/// <param name="EffectiveAt">By which of them a day could go.</param>
/// <param name="KnownAt">Made by when.</param>
public sealed record PublicationFilter(
    [property: FromQuery(Name = "effectiveAt"), Description("Only those whose first day has come by this day.")] DateOnly? EffectiveAt,
    [property: FromQuery(Name = "knownAt"), Description("Only those made by this moment.")] DateTimeOffset? KnownAt)
{
    /// <summary>Whether a publication is wanted.</summary>
    internal bool Takes(Publication publication) => !(publication.EffectiveFrom > EffectiveAt) && !(publication.At > KnownAt);
}

/// <summary>Which documents of a section.</summary>
public sealed record DocumentFilter
{
    /// <summary>Of which kind.</summary>
    [FromQuery(Name = "kind"), Description("Only documents of this kind, such as `reward`.")]
    public string? Kind { get; init; }

    /// <summary>Where their latest version stands.</summary>
    [FromQuery(Name = "status"), Description("Only documents whose latest version is `draft`, `submitted`, `approved`, `published`, `superseded` or `withdrawn`.")]
    public string? Status { get; init; }

    /// <summary>What is in their id or title.</summary>
    [FromQuery(Name = "text"), Description("Only documents with this text in their id or title, in either case.")]
    public string? Text { get; init; }

    /// <summary>Whether they are in force.</summary>
    [FromQuery(Name = "inForce"), Description("`true`: only documents that are in force on the day (`asOf`, `knownAt`); `false`: only others.")]
    public bool? InForce { get; init; }

    private const int LongestText = 200;

    /// <summary>Whether a document is wanted.</summary>
    /// <param name="route">The section.</param>
    /// <param name="today">The day (UTC).</param>
    /// <param name="asOf">The day asked about.</param>
    /// <param name="knownAt">What was known then; <see langword="null"/> for now.</param>
    /// <exception cref="FaultException">A word is unknown.</exception>
    internal Func<DocumentHistory, bool> For(SectionRoute route, DateOnly today, DateOnly asOf, DateTimeOffset? knownAt)
    {
        if (Kind is not null && !route.Kinds.Contains(Kind, StringComparer.Ordinal))
            throw new FaultException(Faults.ParameterInvalid("kind", $"`kind` is {string.Join(" or ", route.Kinds.Select(k => $"`{k}`"))}."));
        if (Text is { Length: 0 or > LongestText })
            throw new FaultException(Faults.ParameterInvalid("text", $"`text` has 1 to {LongestText} characters."));
        var status = Status is null ? null : StatusOf(Status);
        return history =>
            (Kind is null || string.Equals(Kind, KindOf(history.Kind), StringComparison.Ordinal))
            && (status is null || history.StatusOf(history.Versions[^1], today) == status)
            && (Text is null || Has(history.Key.Id) || Has(history.Title.En) || Has(history.Title.ZhCn))
            && (InForce is null || InForce == history.InForce(asOf, knownAt) is not null);
    }

    /// <summary>The status that a word names.</summary>
    /// <exception cref="FaultException">It names none.</exception>
    internal static VersionStatus? StatusOf(string word) =>
        Enum.GetValues<VersionStatus>().Where(s => string.Equals(s.ToString(), word, StringComparison.OrdinalIgnoreCase) && char.IsAsciiLetterLower(word[0])).Cast<VersionStatus?>().FirstOrDefault()
        ?? throw new FaultException(Faults.ParameterInvalid("status", $"`status` is {string.Join(", ", Enum.GetNames<VersionStatus>().Select(n => $"`{n.ToLowerInvariant()}`"))}."));

    private static string KindOf(DocumentKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private bool Has(string text) => text.Contains(Text!, StringComparison.OrdinalIgnoreCase);
}
