using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Queries;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Which page of a section.</summary>
public sealed record SectionPage
{
    /// <summary>Where the page starts.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Word)]
    public string? After { get; init; }

    /// <summary>How many at most.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 200."), Within(1, PageQuery.Largest)]
    public int? PageSize { get; init; }
}

/// <summary>Which page of a list whose items are numbered.</summary>
public sealed record PageQuery
{
    /// <summary>Where the page starts.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Number)]
    public string? After { get; init; }

    /// <summary>How many at most.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 200."), Within(1, Largest)]
    public int? PageSize { get; init; }

    /// <summary>The maximum number of items of a page.</summary>
    internal const int Largest = 200;

    /// <summary>One page of items that are numbered in their order, and where the next one starts.</summary>
    internal (IReadOnlyList<T> Items, string? Next) Of<T>(IEnumerable<T> items, Func<T, long> number)
    {
        var size = PageSize ?? Largest;
        var last = After is null ? 0 : Cursors.ReadNumber(After, "after");
        var page = items.Where(i => number(i) > last).Take(size + 1).ToList();
        return page.Count <= size ? (page, null) : (page[..size], Cursors.Write(number(page[size - 1])));
    }
}

/// <summary>Which publications of a document.</summary>
/// <param name="EffectiveAt">By which of them a day could go.</param>
/// <param name="KnownAt">Made by when.</param>
public sealed record PublicationFilter(
    [property: FromQuery(Name = "effectiveAt"), Description("Only those that have taken effect by this day.")] DateOnly? EffectiveAt,
    [property: FromQuery(Name = "knownAt"), Description("Only those made by this moment.")] DateTimeOffset? KnownAt)
{
    /// <summary>Whether a publication is wanted.</summary>
    internal bool Takes(Publication publication) => !(publication.EffectiveFrom > EffectiveAt) && !(publication.At > KnownAt);
}

/// <summary>Which documents of a section.</summary>
public sealed record DocumentFilter
{
    /// <summary>Of which kind.</summary>
    [FromQuery(Name = "kind"), Description("Only documents of this kind, such as `reward`."), KindOfSection]
    public string? Kind { get; init; }

    /// <summary>Where their latest version stands.</summary>
    [FromQuery(Name = "status"), Description("Only documents whose latest version is `draft`, `submitted`, `approved`, `published`, `superseded` or `withdrawn`."), MemberOf<VersionStatus>]
    public string? Status { get; init; }

    /// <summary>What is in their id or title.</summary>
    [FromQuery(Name = "text"), Description("Only documents with this text in their id or title, ignoring case."), Longest(200)]
    public string? Text { get; init; }

    /// <summary>Whether they are in force.</summary>
    [FromQuery(Name = "inForce"), Description("`true`: only documents in force on the day (`asOf`, `knownAt`); `false`: only documents that are not.")]
    public bool? InForce { get; init; }

    /// <summary>Whether a document is wanted.</summary>
    /// <param name="today">The day (UTC).</param>
    /// <param name="asOf">The day in question.</param>
    /// <param name="knownAt">What was known then; <see langword="null"/> for now.</param>
    internal Func<DocumentHistory, bool> For(DateOnly today, DateOnly asOf, DateTimeOffset? knownAt)
    {
        VersionStatus? status = Status is null ? null : StatusOf(Status);
        return history =>
            (Kind is null || string.Equals(Kind, KindOf(history.Kind), StringComparison.Ordinal))
            && (status is null || history.StatusOf(history.Versions[^1], today) == status)
            && (Text is null || Has(history.Key.Id) || Has(history.Title.En) || Has(history.Title.ZhCn))
            && (InForce is null || InForce == history.InForce(asOf, knownAt) is not null);
    }

    /// <summary>The status that a word names.</summary>
    internal static VersionStatus StatusOf(string word) => Enum.Parse<VersionStatus>(word, ignoreCase: true);

    private static string KindOf(DocumentKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private bool Has(string text) => text.Contains(Text!, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One of the kinds of documents of the endpoint's section.</summary>
internal sealed class KindOfSectionAttribute : WordsAttribute
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) => metadata.OfType<SectionRoute>().Single().Kinds;
}
