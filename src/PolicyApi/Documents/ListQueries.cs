using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Queries;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>A page of a section.</summary>
public sealed record SectionPage
{
    /// <summary>The cursor returned with the previous page.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Word)]
    public string? After { get; init; }

    /// <summary>The maximum number of items on the page.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 200."), Within(1, PageQuery.Largest)]
    public int? PageSize { get; init; }
}

/// <summary>A page of a list whose items are numbered.</summary>
public sealed record PageQuery
{
    /// <summary>The cursor returned with the previous page.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Number)]
    public string? After { get; init; }

    /// <summary>The maximum number of items on the page.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 200."), Within(1, Largest)]
    public int? PageSize { get; init; }

    /// <summary>The maximum number of items on a page.</summary>
    internal const int Largest = 200;

    /// <summary>Returns one page of items that are in the order of their numbers, and the cursor for the next page.</summary>
    internal (IReadOnlyList<T> Items, string? Next) Of<T>(IEnumerable<T> items, Func<T, long> number)
    {
        var size = PageSize ?? Largest;
        var last = After is null ? 0 : Cursors.ReadNumber(After, "after");
        var page = items.Where(i => number(i) > last).Take(size + 1).ToList();
        return page.Count <= size ? (page, null) : (page[..size], Cursors.Write(number(page[size - 1])));
    }
}

/// <summary>A filter for the publications of a document.</summary>
/// <param name="EffectiveAt">Only publications that have taken effect by this day; <see langword="null"/> for all.</param>
/// <param name="KnownAt">Only publications made by this moment; <see langword="null"/> for all.</param>
public sealed record PublicationFilter(
    [property: FromQuery(Name = "effectiveAt"), Description("Only publications and withdrawals whose `effectiveFrom` is this day or earlier.")] DateOnly? EffectiveAt,
    [property: FromQuery(Name = "knownAt"), Description("Only publications and withdrawals made at this moment or earlier.")] DateTimeOffset? KnownAt)
{
    /// <summary>Whether a publication matches the filter.</summary>
    internal bool Takes(Publication publication) => !(publication.EffectiveFrom > EffectiveAt) && !(publication.At > KnownAt);
}

/// <summary>A filter for the documents of a section.</summary>
public sealed record DocumentFilter
{
    /// <summary>The kind.</summary>
    [FromQuery(Name = "kind"), Description("Only documents of this kind, such as `reward`."), KindOfSection]
    public string? Kind { get; init; }

    /// <summary>The status of the latest version.</summary>
    [FromQuery(Name = "status"), Description("Only documents whose latest version is `draft`, `submitted`, `approved`, `published`, `superseded` or `withdrawn`."), MemberOf<VersionStatus>]
    public string? Status { get; init; }

    /// <summary>A text in their id or title.</summary>
    [FromQuery(Name = "text"), Description("Only documents with this text in their id or title, ignoring case."), Longest(200)]
    public string? Text { get; init; }

    /// <summary>Whether they are in force.</summary>
    [FromQuery(Name = "inForce"), Description("`true`: only documents with a version in force on the day `asOf`, as known at `knownAt`; `false`: only documents without one.")]
    public bool? InForce { get; init; }

    /// <summary>Returns a predicate that says whether a document matches the filter.</summary>
    /// <param name="today">Today's date (UTC).</param>
    /// <param name="asOf">The day for which a version must be in force.</param>
    /// <param name="knownAt">The moment whose knowledge counts; <see langword="null"/> for now.</param>
    internal Func<DocumentHistory, bool> For(DateOnly today, DateOnly asOf, DateTimeOffset? knownAt)
    {
        VersionStatus? status = Status is null ? null : StatusOf(Status);
        return history =>
            (Kind is null || string.Equals(Kind, KindOf(history.Kind), StringComparison.Ordinal))
            && (status is null || history.StatusOf(history.Versions[^1], today) == status)
            && (Text is null || Has(history.Key.Id) || Has(history.Title.En) || Has(history.Title.ZhCn))
            && (InForce is null || InForce == history.InForce(asOf, knownAt) is not null);
    }

    /// <summary>Returns the status that a word names.</summary>
    internal static VersionStatus StatusOf(string word) => Enum.Parse<VersionStatus>(word, ignoreCase: true);

    private static string KindOf(DocumentKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private bool Has(string text) => text.Contains(Text!, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Requires one of the kinds of documents in the endpoint's section.</summary>
internal sealed class KindOfSectionAttribute : WordsAttribute
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) => metadata.OfType<SectionRoute>().Single().Kinds;
}
