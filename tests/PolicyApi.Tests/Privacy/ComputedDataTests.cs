using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Access;
using PolicyApi.Platform.Hosting;
using PolicyApi.Privacy;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Tests.Privacy;

/// <summary>Everything computed from personal data is masked with it, in whatever way it is computed.</summary>
public sealed class ComputedDataTests
{
    private const int Policies = 60;

    [Fact]
    public void Whoever_may_not_see_personal_data_cannot_tell_two_people_apart_who_differ_in_nothing_else()
    {
        var (compared, told) = (0, 0);
        for (var seed = 0; seed < Policies; seed++)
        {
            var set = Compile(seed);
            var (one, other) = (Answer(set, RandomPolicies.Facts(1)), Answer(set, RandomPolicies.Facts(2)));

            // Outcomes are not masked, because they are the answer: if they differ, other shown values may differ too, also in a second policy that reads them.
            foreach (var policy in new[] { "first", "second" }.TakeWhile(p => string.Equals(Outcomes(one[p]), Outcomes(other[p]), StringComparison.Ordinal)))
            {
                compared++;
                told += string.Equals(Results(one[policy]), Results(other[policy]), StringComparison.Ordinal) ? 0 : 1;
                var (left, right) = (Masked(set, policy, one[policy]), Masked(set, policy, other[policy]));
                Assert.True(string.Equals(left, right, StringComparison.Ordinal), $"policy `{policy}` of seed {seed} tells them apart:\n{left}\n{right}");
            }
        }

        // Otherwise, the policies would be too simple to prove anything.
        Assert.True(compared > Policies && told > Policies / 2, $"{compared} compared, {told} of them differ unmasked");
    }

    [Fact]
    public void What_is_not_personal_stays_to_be_seen()
    {
        var seen = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var set = Compile(seed);
            var masked = Masked(set, "first", Answer(set, RandomPolicies.Facts(1))["first"]);
            seen += masked.Contains("41.5", StringComparison.Ordinal) ? 1 : 0;
            Assert.Contains("\"level\":\"B\"", masked, StringComparison.Ordinal);
        }

        Assert.InRange(seen, 10, 20);
    }

    private static PolicySet Compile(int seed)
    {
        var policies = new RandomPolicies(seed);
        var first = policies.Policy("first", []);
        var model = Read(RandomPolicies.Model);
        var alone = PolicySet.Compile([model, Read(first.ToJsonString())], null, out var faults);
        Assert.True(alone.FindPolicy("first") is not null, string.Join('\n', faults.Values.SelectMany(f => f)));
        var outputs = alone.FindPolicy("first")!.Sources.Rules.Select(r => r.Name).Where(n => n[0] == 'R').Take(3).ToList();
        var numeric = outputs.Where(n => first["workflow"]!.AsArray().SelectMany(w => w!["Rules"]!.AsArray()).Any(r => (string?)r!["RuleName"] == n && r["Actions"]?["OnFailure"] is not null)).ToList();
        var second = new RandomPolicies(seed + 10_000).Policy("second", numeric);
        var set = PolicySet.Compile([model, Read(first.ToJsonString()), Read(second.ToJsonString())], null, out faults);
        Assert.True(set.FindPolicy("second") is not null, string.Join('\n', faults.Values.SelectMany(f => f)) + second);
        return set;
    }

    private static VersionedDocument Read(string json)
    {
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.True(reading.Document is not null, string.Join('\n', reading.Diagnostics) + json);
        return new VersionedDocument(reading.Document, 1);
    }

    // Returns the records of both policies; the second receives the answer of the first.
    private static Dictionary<string, JsonObject> Answer(PolicySet set, JsonObject facts)
    {
        var first = Record(set, "first", facts);
        var results = new JsonObject();
        foreach (var rule in first["rules"]!.AsArray())
        {
            if (rule!["output"] is { } output)
                results[(string)rule["name"]!] = output.DeepClone();
        }

        var more = facts.DeepClone().AsObject();
        if (set.FindPolicy("second")!.Reads.Count > 0)
            more["results"] = new JsonObject { ["outputs"] = results };
        return new() { ["first"] = first, ["second"] = Record(set, "second", more) };
    }

    private static JsonObject Record(PolicySet set, string policy, JsonObject facts)
    {
        var decided = set.FindPolicy(policy)!.Decide(Encoding.UTF8.GetBytes(facts.ToJsonString()));
        Assert.Empty(decided.Facts.Faults);
        var result = JsonSerializer.SerializeToNode(decided.Result!, ServiceJson.Options)!;
        return new JsonObject { ["rules"] = result["rules"]!.DeepClone(), ["ignored"] = new JsonArray([.. decided.Facts.Ignored.Select(i => JsonValue.Create(i))]), ["facts"] = facts.DeepClone() };
    }

    private static string Masked(PolicySet set, string policy, JsonObject record)
    {
        var model = (FactModel)Read(RandomPolicies.Model).Document;
        var veil = new Veil(new Marks([model], Sight.Masked), new Dictionary<string, PolicySources>(StringComparer.Ordinal) { ["rules"] = set.FindPolicy(policy)!.Sources });
        return Encoding.UTF8.GetString(RecordMask.Apply(Encoding.UTF8.GetBytes(record.ToJsonString()), veil)!);
    }

    private static string Results(JsonObject record) => record["rules"]!.ToJsonString();

    private static string Outcomes(JsonObject record) => string.Join(' ', All(record["rules"]!.AsArray()).Select(r => $"{r["name"]}:{r["outcome"]}:{r["fault"]?["code"]}:{r["missing"]?.ToJsonString()}"));

    private static IEnumerable<JsonNode> All(JsonArray rules) => rules.SelectMany(r => All(r!["rules"]?.AsArray() ?? []).Prepend(r));
}
