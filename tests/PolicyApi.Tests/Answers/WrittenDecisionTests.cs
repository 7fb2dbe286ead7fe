using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Catalog;
using PolicyApi.Decisions;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Hosting;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Answers;

/// <summary>Decisions are written directly, without objects. Stored ones are verified by their bytes, so these must equal those of the serializer.</summary>
[Collection(SharedService.Name)]
public sealed class WrittenDecisionTests(RunningService service)
{
    [Fact]
    public async Task A_written_decision_has_the_bytes_of_the_serialised_one()
    {
        var set = await service.Services.GetRequiredService<PolicyCatalog>().GetCurrentSetAsync(CancellationToken.None);
        var rules = new RulesAt(set, set.AsOf, set.Known!.At, set.Known.Sequence);
        var compared = 0;
        foreach (var policy in set.Documents.Select(d => set.Set.FindPolicy(d.Key.Id)).OfType<PolicyEngine.Policies.CompiledPolicy>())
        {
            foreach (var facts in policy.SampleFacts.SelectMany(f => new[] { f, WithUnknownMembers(f) }))
            {
                var stamp = AnswerStamp.New("dec", DateTimeOffset.UnixEpoch.AddYears(56).AddMilliseconds(120 * compared));
                var written = Decide.Answer(policy, rules, stamp, facts, new ArrayBufferWriter<byte>());
                var decided = policy.Decide(facts);
                Assert.Equal(decided.Facts.Faults.Count > 0, written.Refusal is not null);
                if (written.Refusal is not null)
                    continue;
                var serialised = JsonSerializer.SerializeToUtf8Bytes(Decide.ToDecision(policy, rules, stamp, decided), ServiceJson.Options);
                Assert.Equal(Encoding.UTF8.GetString(serialised), Encoding.UTF8.GetString(written.Utf8.Span));
                compared++;
            }
        }

        Assert.True(compared >= 40, $"only {compared} decisions were compared");
    }

    private static ReadOnlyMemory<byte> WithUnknownMembers(ReadOnlyMemory<byte> facts)
    {
        var json = JsonNode.Parse(facts.Span)!.AsObject();
        json["a \"quoted\" <名字> member"] = 1;
        json["other"] = new JsonObject { ["x"] = true };
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
