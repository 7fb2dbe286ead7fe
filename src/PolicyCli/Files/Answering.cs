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
        if (folder.HasErrors)
            throw new InvalidDataException("the documents have errors; `policy validate` lists them");
        Translating.Begin(folder.Set);
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var rules = new RulesAt(new SetInForce(day, null, [], folder.Set, [], null, new Dictionary<PolicyApi.Storage.DocumentKey, Standing>()), day, now, 0);
        if (policy is not null)
        {
            var found = folder.Set.FindPolicy(policy) ?? throw NoSuch<PolicyDocument>("policy", policy, folder);
            return (facts, to) => Decide.Answer(found, rules, AnswerStamp.New("dec", now), facts, to);
        }

        var scored = folder.Set.FindScheme(scheme!) ?? throw NoSuch<SchemeDocument>("scheme", scheme!, folder);
        return (facts, to) => Appraise.Answer(scored, rules, AnswerStamp.New("apr", now), facts, to);
    }

    private static InvalidDataException NoSuch<T>(string kind, string id, PolicyFolder folder)
        where T : Document
    {
        var there = folder.Documents.Select(d => d.Document).OfType<T>().Select(d => $"`{d.Id}`").Order(StringComparer.Ordinal).ToList();
        return new InvalidDataException($"there is no {kind} `{id}`; " + (there.Count > 0 ? $"there are {string.Join(", ", there)}" : "`--documents` names the folders that hold them"));
    }
}
