using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Appraisals;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Hosting;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Answers;

/// <summary>Appraisals are written directly, without objects. Stored ones are verified by their bytes, so these must equal those of the serializer.</summary>
[Collection(SharedService.Name)]
public sealed class WrittenAppraisalTests(RunningService service)
{
    [Fact]
    public async Task A_written_appraisal_has_the_bytes_of_the_serialised_one()
    {
        var set = await service.Services.GetRequiredService<PolicyCatalog>().GetCurrentSetAsync(CancellationToken.None);
        var rules = new RulesAt(set, set.AsOf, set.Known!.At, set.Known.Sequence);
        var scheme = set.Set.FindScheme("kam-annual")!;
        var compared = 0;
        foreach (var facts in SampleFacts().SelectMany(f => new[] { f, Changed(f) }))
        {
            var stamp = AnswerStamp.New("apr", DateTimeOffset.UnixEpoch.AddYears(56).AddMilliseconds(120 * compared));
            var written = Appraise.Answer(scheme, rules, stamp, facts, new ArrayBufferWriter<byte>());
            var (report, result) = scheme.Appraise(facts);
            Assert.Null(written.Refusal);
            var serialised = JsonSerializer.SerializeToUtf8Bytes(Appraise.ToAppraisal(scheme, rules, stamp, result!, report.Ignored), ServiceJson.Options);
            Assert.Equal(Encoding.UTF8.GetString(serialised), Encoding.UTF8.GetString(written.Utf8.Span));
            Assert.Equal(result!.Scores.Missing.Count > 0 ? AnswerOutcomes.Undetermined : AnswerOutcomes.Complete, written.Outcome);
            compared++;
        }

        Assert.True(compared >= 40, $"only {compared} appraisals were compared");
    }

    private static IEnumerable<byte[]> SampleFacts()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "PolicyService.sln")))
            root = root.Parent!;
        return Directory.GetFiles(Path.Combine(root.FullName, "samples", "managers"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
    }

    /// <summary>Returns the facts with unknown members and a duplicate month, and without expense and goals.</summary>
    private static byte[] Changed(byte[] facts)
    {
        var json = JsonNode.Parse(facts)!.AsObject();
        json["a \"quoted\" <名字> member"] = 1;
        json["months"]![1]!["month"] = 1;
        json.Remove("expense");
        json.Remove("goals");
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
