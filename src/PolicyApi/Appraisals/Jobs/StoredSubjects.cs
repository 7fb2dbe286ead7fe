using System.Text.Json;
using PolicyApi.Jobs;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Takes the facts of stored appraisals as lines: of each person the newest that fits.</summary>
internal static class StoredSubjects
{
    private const int Page = 200;
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = SourceReader.MaxDepth + 1 };

    /// <summary>Gives the lines to a job.</summary>
    /// <exception cref="FaultException">There are too many, or none.</exception>
    public static async Task FillAsync(IPolicyStore store, SubjectsCommand wanted, JobIntake intake, int mostLines, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var record in NewestFirstAsync(store, wanted, cancellation))
        {
            if (record is not { ErasedAt: null, Subject: { } subject } || !seen.Add(subject))
                continue;
            if (!await intake.AddAsync(new JobFrame(intake.Lines + 1, IsFaulty: false, Facts(record.Body)), cancellation))
                throw new FaultException(JobFaults.TooManyLines(mostLines));
        }

        if (intake.Lines == 0)
            throw new FaultException(Faults.Conflict("no-subjects", "There is nobody to appraise", $"no stored appraisal of `{wanted.Scheme}` fits; widen the time, or send the facts as `application/x-ndjson`."));
    }

    private static async IAsyncEnumerable<DecisionRecord> NewestFirstAsync(
        IPolicyStore store, SubjectsCommand wanted, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = new DecisionFilter(DecisionType.Appraisal, wanted.Scheme);
        // A page starts after its cursor: with a millisecond more, those of the last moment are in.
        var after = wanted.DecidedTo is { } to ? new DecisionCursor(to.AddMilliseconds(1), "0") : null;
        while (true)
        {
            var page = await store.ListDecisionsAsync(filter, after, Page, cancellation);
            foreach (var record in page)
            {
                if (record.At < wanted.DecidedFrom)
                    yield break;
                if (!(record.At > wanted.DecidedTo))
                    yield return record;
            }

            if (page.Count < Page)
                yield break;
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }
    }

    /// <summary>The facts as they lie in the record, byte for byte.</summary>
    private static ReadOnlyMemory<byte> Facts(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, Deep);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("facts"u8))
                continue;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return body[start..(int)reader.BytesConsumed];
        }

        throw new StoreCorruptException("a stored appraisal holds no facts; verify the decision log");
    }
}
