using System.Globalization;
using System.Text.Json;
using PolicyApi.Privacy;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Impact;

/// <summary>The people about whom a policy or scheme has answered, each with the newest decision or appraisal that was not erased.</summary>
/// <param name="store">The store of answers.</param>
/// <param name="document">The policy or scheme.</param>
/// <param name="query">The filter for answers.</param>
internal sealed class StoredCohort(IPolicyStore store, DocumentKey document, StoredCohortQuery query) : ICohort
{
    /// <inheritdoc/>
    public async Task RunAsync(ImpactWriter writer, CancellationToken cancellation)
    {
        var number = 0;
        await foreach (var record in StoredFacts.NewestAsync(store, Filter, query.DecidedFrom, query.DecidedTo, IsOfPeriod, cancellation))
        {
            var isOver = writer.IsFull;
            await writer.AddAsync(++number, StoredFacts.Of(record), cancellation); // Reports the first subject beyond the maximum.
            if (isOver)
                return;
        }
    }

    private DecisionFilter Filter => new(document.Section == CatalogSection.Policies ? DecisionType.Decision : DecisionType.Appraisal, document.Id);

    private bool IsOfPeriod(DecisionRecord record)
    {
        using var body = JsonDocument.Parse(record.Body, new JsonDocumentOptions { MaxDepth = 64 });
        var asOf = DateOnly.ParseExact(body.RootElement.GetProperty("asOf").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return !(asOf < query.PeriodFrom) && !(asOf > query.PeriodTo);
    }
}
