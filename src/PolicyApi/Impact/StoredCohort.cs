using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyApi.Storage;

namespace PolicyApi.Impact;

/// <summary>The people on whom a policy has decided: the newest decision of each, as far as its facts are still there.</summary>
/// <param name="store">Has the decisions.</param>
/// <param name="policy">The policy's id.</param>
/// <param name="query">Which decisions.</param>
internal sealed class StoredCohort(IPolicyStore store, string policy, StoredCohortQuery query) : ICohort
{
    private const int PageSize = 200;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task RunAsync(ImpactWriter writer, CancellationToken cancellation)
    {
        // Newest first, from the end of the time asked about.
        var after = query.DecidedTo is { } end ? new DecisionCursor(end, "!") : null;
        var number = 0;
        while (true)
        {
            var page = await store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision, policy), after, PageSize, cancellation);
            foreach (var record in page.TakeWhile(r => !(r.At < query.DecidedFrom)))
            {
                if (FactsOf(record) is { } facts && _seen.Add(record.Subject ?? record.Id))
                    await writer.AddAsync(++number, facts, cancellation);
            }

            if (page.Count < PageSize || page[^1].At < query.DecidedFrom || writer.IsFull)
                return;
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }
    }

    /// <returns><see langword="null"/> when they were erased, or the decision is by the rules of another period.</returns>
    private ReadOnlyMemory<byte>? FactsOf(DecisionRecord record)
    {
        if (record.Body.IsEmpty)
            return null;
        using var body = JsonDocument.Parse(record.Body, new JsonDocumentOptions { MaxDepth = 64 });
        var asOf = DateOnly.ParseExact(body.RootElement.GetProperty("asOf").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (asOf < query.PeriodFrom || asOf > query.PeriodTo)
            return null;
        return Encoding.UTF8.GetBytes(body.RootElement.GetProperty("facts").GetRawText());
    }
}
