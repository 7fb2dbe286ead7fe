using System.Diagnostics;
using System.Text.Json.Nodes;
using PolicyApi.Tests.Answers;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Impact;

/// <summary>For whom a version would change the answer, line by line over HTTP.</summary>
[Collection(SharedService.Name)]
public sealed class ImpactTests(RunningService service)
{
    private const string Ndjson = "application/x-ndjson";

    /// <summary>Compares with counts computed directly from the file's rows, and with the known number of 4,043 promoted at 70 points.</summary>
    [SharedFact("data", "promotion_train.csv")]
    public async Task Lowering_the_training_score_to_60_changes_whom_a_plain_query_over_the_file_says()
    {
        var draft = Texts.Policy("promotion-eligibility", "yearly-review-promotion");
        draft["parameters"]!["minimumTrainingScore"]!["value"] = 60;
        var version = (int)(await service.PostAsync("/v1/policies/yearly-review-promotion/versions", draft.ToJsonString())).Json["version"]!;
        var rows = await CohortAsync();
        var before = (await service.GetAsync("/v1/policies/yearly-review-promotion/publications")).Body;

        var answer = await service.PostAsync($"/v1/policies/yearly-review-promotion/versions/{version}/impact?groupBy=gender&groupBy=/department", string.Join('\n', rows), Ndjson);

        var lines = Lines(answer);
        var facts = rows.Select(r => JsonNode.Parse(r)!).ToList();
        var gain = facts.Where(f => Outcome(f, 70) != Outcome(f, 60)).ToList();
        Assert.Equal(gain.Select(f => (string)f["employee_id"]!), lines.Where(l => l["change"] is not null).Select(l => (string)l["change"]!["subject"]!));
        Assert.Equal(54, lines.Count(l => l["progress"] is not null));
        var summary = lines[^1]["summary"]!;
        Assert.Equal((54_808, 54_808, 0, gain.Count), ((int)summary["subjects"]!, (int)summary["answered"]!, (int)summary["refused"]!, (int)summary["changed"]!));
        Assert.Equal(
            facts.CountBy(f => $"{Outcome(f, 70)} {Outcome(f, 60)}").Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal),
            summary["outcomes"]!.AsArray().Select(o => $"{o!["from"]} {o["to"]} {o["count"]}").Order(StringComparer.Ordinal));
        Assert.Equal((4_043, 6_804), (Met(facts, 70), Met(facts, 60)));
        var men = summary["adverseImpact"]![0]!["groups"]!.AsArray().Single(g => (string)g!["value"]! == "m")!;
        Assert.Equal((38_496, 2_845m / 38_496, 4_416m / 38_496), ((int)men["subjects"]!, Near(men["rateBefore"], 2_845m / 38_496), Near(men["rateAfter"], 4_416m / 38_496)));
        Assert.Equal(9, summary["groups"]!.AsArray().Count(g => (string)g!["by"]! == "/department"));
        Assert.Equal(before, (await service.GetAsync("/v1/policies/yearly-review-promotion/publications")).Body);
    }

    [Fact]
    public async Task A_change_says_from_what_to_what_and_why()
    {
        var id = await PolicyAsync(70, 60);

        var lines = Lines(await service.PostAsync($"/v1/policies/{id}/versions/2/impact?against=1", """
            {"employee_id":"1","avg_training_score":65}
            {"employee_id":"2","avg_training_score":75}
            {"employee_id":"3"}
            """, Ndjson));

        Assert.Equal(2, lines.Count);
        var change = lines[0]["change"]!;
        Assert.Equal(("1", "notMet", "met"), ((string)change["subject"]!, (string)change["outcome"]!["from"]!, (string)change["outcome"]!["to"]!));
        var why = Assert.Single(change["why"]!.AsArray())!;
        Assert.Equal("Score", (string)why["rule"]!);
        Assert.Equal(
            ["employee.avg_training_score 65 65", "parameters.least 70 60"],
            why["values"]!.AsArray().Select(v => $"{v!["name"]} {v["from"]} {v["to"]}"));
        Assert.Equal((3, 1), ((int)lines[1]["summary"]!["subjects"]!, (int)lines[1]["summary"]!["changed"]!));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_a_subject_that_was_refused()
    {
        var id = await PolicyAsync(70, 60);

        var lines = Lines(await service.PostAsync($"/v1/policies/{id}/versions/2/impact?against=1", $$"""
            {"employee_id":"{{new string('x', 300_000)}}"}
            {"employee_id":"2","avg_training_score":65}
            """, Ndjson));

        Assert.Equal((1, "body-too-large"), ((int)lines[0]["line"]!, (string)lines[0]["error"]!["code"]!));
        Assert.Equal((2, 1, 1), ((int)lines[^1]["summary"]!["subjects"]!, (int)lines[^1]["summary"]!["refused"]!, (int)lines[^1]["summary"]!["changed"]!));
    }

    [Fact]
    public async Task A_bad_line_is_told_and_the_others_go_on()
    {
        var id = await PolicyAsync(70, 60);

        var lines = Lines(await service.PostAsync($"/v1/policies/{id}/versions/2/impact?against=1", """
            {"avg_training_score":65}
            {"employee_id":"2","avg_training_score":65}
            """, Ndjson));

        Assert.Equal((1, "facts-invalid"), ((int)lines[0]["line"]!, (string)lines[0]["error"]!["code"]!));
        Assert.Equal((2, 1, 1), ((int)lines[^1]["summary"]!["subjects"]!, (int)lines[^1]["summary"]!["refused"]!, (int)lines[^1]["summary"]!["changed"]!));
    }

    [Fact]
    public async Task The_cohort_can_be_those_on_whom_the_policy_has_decided()
    {
        var id = await PolicyAsync(70, 60, publish: true);
        foreach (var (subject, score) in new[] { ("1", 50), ("1", 65), ("2", 66), ("3", 99) })
            await service.PostAsync($"/v1/policies/{id}/decisions", $$"""{"employee_id":"{{subject}}","avg_training_score":{{score}}}""");

        var lines = Lines(await service.PostAsync($"/v1/policies/{id}/versions/2/impact/stored", string.Empty));
        var none = Lines(await service.PostAsync($"/v1/policies/{id}/versions/2/impact/stored?periodTo=2020-12-31", string.Empty));
        var future = Lines(await service.PostAsync($"/v1/policies/{id}/versions/2/impact/stored?decidedFrom=2199-01-01T00:00:00Z", string.Empty));

        Assert.Equal(["1", "2"], lines.Where(l => l["change"] is not null).Select(l => (string)l["change"]!["subject"]!).Order(StringComparer.Ordinal));
        Assert.Equal((3, 2), ((int)lines[^1]["summary"]!["subjects"]!, (int)lines[^1]["summary"]!["changed"]!));
        Assert.Equal((0, 0), ((int)none[^1]["summary"]!["subjects"]!, (int)future[^1]["summary"]!["subjects"]!));
    }

    [Theory]
    [InlineData("?groupBy=departmnt", "did you mean `department`?")]
    [InlineData("?groupBy=a&groupBy=b&groupBy=c&groupBy=d&groupBy=e", "4 times")]
    public async Task A_field_that_the_model_does_not_have_is_refused(string query, string message)
    {
        var refused = await service.PostAsync($"/v1/policies/yearly-review-promotion/versions/1/impact{query}", """{"employee_id":"1"}""", Ndjson);

        Assert.Equal((400, "parameter-invalid"), (refused.Status, refused.Code));
        Assert.Contains(message, (string)refused.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cohort_beyond_the_limit_is_counted_up_to_it_and_it_is_said()
    {
        var small = new RunningService { Settings = ["--Impact:MaxSubjects", "2"] };
        await small.InitializeAsync();
        try
        {
            var answer = await small.PostAsync("/v1/policies/yearly-review-promotion/versions/1/impact", string.Join('\n', Enumerable.Range(1, 5).Select(i => $$"""{"employee_id":"{{i}}"}""")), Ndjson);

            var lines = Lines(answer);
            Assert.Equal((3, "cohort-too-large"), ((int)lines[0]["line"]!, (string)lines[0]["error"]!["code"]!));
            Assert.Equal(2, (int)Assert.Single(lines.Skip(1))["summary"]!["subjects"]!);
        }
        finally
        {
            await small.DisposeAsync();
        }
    }

    [Fact]
    public async Task Rewards_tell_the_difference_for_the_budget()
    {
        var draft = Texts.Policy("reward", "kam-rewards");
        draft["parameters"]!["coefficient"]!["value"]!["A"] = 1.3;
        var version = (int)(await service.PostAsync("/v1/policies/kam-rewards/versions", draft.ToJsonString())).Json["version"]!;
        var facts = draft["tests"]!["base"]!.ToJsonString();

        var summary = Lines(await service.PostAsync($"/v1/policies/kam-rewards/versions/{version}/impact?changes=false", $"{facts}\n{facts}", Ndjson))[^1]["summary"]!;

        var bonus = summary["outputs"]!.AsArray().Single(o => (string)o!["rule"]! == "BONUS_AMOUNT")!;
        Assert.Equal((240_000m, 260_000m, 20_000m, 2), ((decimal)bonus["before"]!, (decimal)bonus["after"]!, (decimal)bonus["difference"]!, (int)bonus["changed"]!));
    }

    [Fact]
    public async Task A_scheme_is_compared_over_stored_appraisals_as_its_own_answers_say()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        try
        {
            var rewards = Texts.Policy("reward", "kam-rewards");
            rewards["parameters"]!["coefficient"]!["value"]!["A"] = 1.3;
            await own.PostAsync("/v1/policies/kam-rewards/versions", rewards.ToJsonString());
            const string instead = "instead=policies/kam-rewards@2";
            var managers = string.Join('\n', Texts.Managers());
            var before = Lines(await own.PostAsync("/v1/schemes/kam-annual/appraisals", managers, Ndjson));

            var posted = Lines(await own.PostAsync($"/v1/schemes/kam-annual/versions/1/impact?{instead}&groupBy=level&grade=A", managers, Ndjson));
            var stored = Lines(await own.PostAsync($"/v1/schemes/kam-annual/versions/1/impact/stored?{instead}&groupBy=level&grade=A", string.Empty));

            // Directly compares the appraisals before and after.
            var after = Lines(await own.PostAsync($"/v1/schemes/kam-annual/appraisals?{instead}", managers, Ndjson));
            var pairs = before.Zip(after, (b, a) => (Id: (string)b["subject"]!["id"]!, Differs: Outputs(b) != Outputs(a), Before: Bonus(b), After: Bonus(a), Grade: (string?)b["scores"]!["grade"], Level: (string)JsonNode.Parse(Texts.Managers().Single(m => (string)JsonNode.Parse(m)!["managerId"]! == (string)b["subject"]!["id"]!))!["level"]!)).ToList();
            foreach (var lines in new[] { posted, stored })
            {
                var summary = lines[^1]["summary"]!;
                Assert.Equal(pairs.Where(p => p.Differs).Select(p => p.Id).Order(StringComparer.Ordinal), lines.Where(l => l["change"] is not null).Select(l => (string)l["change"]!["subject"]!).Order(StringComparer.Ordinal));
                Assert.Equal((30, pairs.Count(p => p.Differs)), ((int)summary["answered"]!, (int)summary["changed"]!));
                var bonus = summary["outputs"]!.AsArray().Single(o => (string)o!["rule"]! == "reward.BONUS_AMOUNT")!;
                Assert.Equal((pairs.Sum(p => p.Before), pairs.Sum(p => p.After)), ((decimal)bonus["before"]!, (decimal)bonus["after"]!));
                Assert.NotEqual(0, (decimal)bonus["difference"]!);
                var grades = summary["adverseImpact"]!.AsArray().Single(a => (string)a!["favour"]! == "grade A or better")!;
                Assert.Equal(
                    pairs.GroupBy(p => p.Level, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count(), decimal.Truncate((decimal)g.Count(p => p.Grade is "S" or "A") / g.Count() * 10_000) / 10_000)),
                    grades["groups"]!.AsArray().Select(g => ((string)g!["value"]!, (int)g["subjects"]!, (decimal)g["rateAfter"]!)));
                Assert.Contains("fewer than 30 subjects", (string)grades["note"]!["en"]!, StringComparison.Ordinal);
            }

            Assert.Equal((400, "parameter-invalid"), FaultOf(await own.PostAsync("/v1/schemes/kam-annual/versions/1/impact?grade=Z", "{}", Ndjson)));
            Assert.Equal((400, "parameter-invalid"), FaultOf(await own.PostAsync("/v1/policies/kam-promotion/versions/1/impact?grade=A", "{}", Ndjson)));
        }
        finally
        {
            await own.DisposeAsync();
        }

        static (int, string?) FaultOf(Answer answer) => (answer.Status, answer.Code);
        static string Outputs(JsonNode appraisal) => string.Join(' ', appraisal["reward"]!["rules"]!.AsArray().SelectMany(All).Select(r => $"{r["name"]}={r["output"]}"));
        static decimal Bonus(JsonNode appraisal) => (decimal?)appraisal["reward"]!["rules"]!.AsArray().SelectMany(All).SingleOrDefault(r => (string)r["name"]! == "BONUS_AMOUNT")?["output"] ?? 0;
        static IEnumerable<JsonNode> All(JsonNode? rule) => (rule!["rules"]?.AsArray() ?? []).SelectMany(All).Prepend(rule);
    }

    private async Task<string> PolicyAsync(int before, int after, bool publish = false)
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Texts.PolicyText(id, least: before));
        if (publish)
            await service.PostAsync($"/v1/policies/{id}/versions/1/publish", string.Empty);
        await service.PostAsync($"/v1/policies/{id}/versions", Texts.PolicyText(id, least: after));
        return id;
    }

    private static List<JsonNode> Lines(Answer answer)
    {
        Assert.Equal((200, Ndjson), (answer.Status, answer.MediaType));
        return [.. answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    /// <summary>Computes the rule directly from a row.</summary>
    private static string Outcome(JsonNode facts, decimal least)
    {
        var others = (int)facts["kpis_met"]! == 1 && (decimal)facts["avg_training_score"]! >= least;
        return (others, (decimal?)facts["previous_year_rating"]) switch
        {
            (false, _) => "notMet",
            (true, null) => "undetermined",
            (true, { } rating) => rating >= 4 ? "met" : "notMet",
        };
    }

    private static int Met(IEnumerable<JsonNode> facts, decimal least) => facts.Count(f => Outcome(f, least) == "met");

    private static decimal Near(JsonNode? cut, decimal exact) => exact - (decimal)cut! is >= 0 and < 0.0001m ? exact : (decimal)cut!;

    private static async Task<string[]> CohortAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", [Repository.PathOf("scripts", "promotion-csv-to-ndjson.py"), Repository.SharedPathOf("data", "promotion_train.csv")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
