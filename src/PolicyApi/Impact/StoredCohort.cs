using System.Globalization;
using System.Text.Json;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Impact;

/// <summary>The people on whom a policy has decided: the newest decision of each, as far as its facts are still there.</summary>
/// <param name="store">Has the decisions.</param>
/// <param name="policy">The policy's id.</param>
/// <param name="query">Which decisions.</param>
internal sealed class StoredCohort(IPolicyStore store, string policy, StoredCohortQuery query) : ICohort
{
    /// <inheritdoc/>
    public async Task RunAsync(ImpactWriter writer, CancellationToken cancellation)
    {
        var number = 0;
        await foreach (var record in StoredFacts.NewestAsync(store, new DecisionFilter(DecisionType.Decision, policy), query.DecidedFrom, query.DecidedTo, IsOfPeriod, cancellation))
        {
            var isOver = writer.IsFull;
            await writer.AddAsync(++number, StoredFacts.Of(record), cancellation); // Tells of one too many.
            if (isOver)
                return;
        }
    }

    private bool IsOfPeriod(DecisionRecord record)
    {
        using var body = JsonDocument.Parse(record.Body, new JsonDocumentOptions { MaxDepth = 64 });
        var asOf = DateOnly.ParseExact(body.RootElement.GetProperty("asOf").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return !(asOf < query.PeriodFrom) && !(asOf > query.PeriodTo);
    }
}
