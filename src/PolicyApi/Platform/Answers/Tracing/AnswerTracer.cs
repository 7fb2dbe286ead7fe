using System.Text;
using System.Text.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers.Tracing;

/// <summary>Evaluates facts with given rules and returns the trace.</summary>
/// <param name="document">The id of the policy or scheme.</param>
/// <param name="rules">The rules of the answer.</param>
/// <param name="facts">Its facts.</param>
/// <returns><see langword="null"/> if the set has no such policy or scheme.</returns>
internal delegate FactsTrace? TraceFacts(string document, RulesAt rules, ReadOnlyMemory<byte> facts);

/// <summary>Evaluates stored answers again, part by part. One trace is made at a time, because compiling a large policy for it occupies a core, which other requests need.</summary>
/// <param name="storedRules">Rebuilds the rules of an answer.</param>
internal sealed class AnswerTracer(StoredRules storedRules) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>What the API description says about both endpoints.</summary>
    public const string Description = "Evaluates the stored facts again with the versions that the answer is based on, and shows the result of every rule and of every part of its expressions: the outcomes of conditions, the values compared, and the params. The response shows facts without masking, so it requires the role `evaluator`.";

    /// <summary>Evaluates one record again and returns its trace.</summary>
    /// <param name="record">The complete record, without masked values.</param>
    /// <param name="references">The members of the body that name the documents of the answer, and their sections.</param>
    /// <param name="trace">Evaluates and traces the facts.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">The answer cannot be evaluated again.</exception>
    public async Task<AnswerTrace> TraceAsync(
        DecisionRecord record, IReadOnlyList<(string Member, CatalogSection Section)> references, TraceFacts trace, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(record.Body, new JsonDocumentOptions { MaxDepth = EngineLimits.DeepestJson + 8 });
        var (rules, lacking) = await storedRules.FindAsync(json.RootElement, references, cancellation);
        if (rules is null)
            throw NotRepeatable($"the content of `{lacking!.Key}` version {lacking.Version} is not stored here; import it.");
        var facts = Encoding.UTF8.GetBytes(json.RootElement.GetProperty("facts").GetRawText());
        await _turn.WaitAsync(cancellation);
        try
        {
            return trace(record.DocumentId, rules, facts) is { Facts.Faults.Count: 0 } traced
                ? new AnswerTrace(record.Id, traced.Policies)
                : throw NotRepeatable("its rules no longer answer these facts; `verify` says more.");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static FaultException NotRepeatable(string detail) => new(Faults.Conflict("not-repeatable", "The answer cannot be evaluated again", detail));
}
