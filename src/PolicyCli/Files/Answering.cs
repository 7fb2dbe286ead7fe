using PolicyApi.Appraisals;
using PolicyApi.Catalog;
using PolicyApi.Decisions;
using PolicyApi.Platform.Answers;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyCli.Files;

/// <summary>Answers with documents from files, as the service would if they were in force; nothing is stored.</summary>
internal static class Answering
{
    /// <summary>Returns a function that answers one subject.</summary>
    /// <param name="folder">The documents.</param>
    /// <param name="policy">The id of the policy; <see langword="null"/> for a scheme.</param>
    /// <param name="scheme">The id of the scheme; used if there is no policy.</param>
    /// <param name="now">The time of the answers, which also determines the day whose rules apply.</param>
    /// <exception cref="InvalidDataException">The documents have errors, or there is no such document.</exception>
    public static AnswerFacts By(PolicyFolder folder, string? policy, string? scheme, DateTimeOffset now)
    {
        Check(folder);
        Translating.Begin(folder.Set);
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var rules = new RulesAt(new SetInForce(day, null, [], folder.Set, [], null, new Dictionary<PolicyApi.Storage.DocumentKey, Standing>()), day, now, 0);
        if (policy is not null)
        {
            var found = Policy(folder, policy);
            return (facts, to) => Decide.Answer(found, rules, AnswerStamp.New("dec", now), facts, to);
        }

        var scored = Scheme(folder, scheme!);
        return (facts, to) => Appraise.Answer(scored, rules, AnswerStamp.New("apr", now), facts, to);
    }

    /// <summary>What traces one subject.</summary>
    /// <param name="folder">The documents.</param>
    /// <param name="policy">The policy's id; or</param>
    /// <param name="scheme">the scheme's.</param>
    /// <exception cref="InvalidDataException">The documents have errors, or there is no such document.</exception>
    public static Func<ReadOnlyMemory<byte>, FactsTrace> TraceBy(PolicyFolder folder, string? policy, string? scheme)
    {
        Check(folder);
        return policy is not null ? Policy(folder, policy).Trace : Scheme(folder, scheme!).Trace;
    }

    private static void Check(PolicyFolder folder)
    {
        if (folder.HasErrors)
            throw new InvalidDataException("the documents have errors; `policy validate` lists them");
    }

    private static CompiledPolicy Policy(PolicyFolder folder, string id) => folder.Set.FindPolicy(id) ?? throw NoSuch<PolicyDocument>("policy", id, folder);

    private static CompiledScheme Scheme(PolicyFolder folder, string id) => folder.Set.FindScheme(id) ?? throw NoSuch<SchemeDocument>("scheme", id, folder);

    private static InvalidDataException NoSuch<T>(string kind, string id, PolicyFolder folder)
        where T : Document
    {
        var there = folder.Documents.Select(d => d.Document).OfType<T>().Select(d => $"`{d.Id}`").Order(StringComparer.Ordinal).ToList();
        return new InvalidDataException($"there is no {kind} `{id}`; " + (there.Count > 0 ? $"there are {string.Join(", ", there)}" : "`--documents` names the folders that hold them"));
    }
}
