using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Answers;

/// <summary>The reference case of the domain, M-1001: every expected value and every edge case, with the running service.</summary>
[Collection(SharedService.Name)]
public sealed class ReferenceCaseTests(RunningService service)
{
    private const string Appraisals = "/v1/schemes/kam-annual/appraisals";
    private static readonly string File = Repository.SharedPathOf("reference", "M-1001.json");

    [SharedFact("reference", "M-1001.json")]
    public async Task Every_expected_value_comes_out_digit_for_digit()
    {
        var reference = ReferenceCase.Read(File);

        var answer = await service.PostAsync(Appraisals, reference.Facts.ToJsonString());

        Assert.Empty(AppraisalValues.Differences(reference.Expected, answer.Json));
        Assert.Equal("notMet", (string?)answer.Json["promotion"]!["outcome"]);
        Assert.Equal(["SKILL_NEGOTIATION"], Named(answer.Json, "checks", "notMet"));
        Assert.Equal(["CUSTOMER_MGMT", "INDUSTRY_SEMINAR", "NEGOTIATION", "CASE_SHARING_SPEAKER"], Named(answer.Json, "training", "met"));
        Assert.Equal(["BONUS", "HONOUR_TITLE", "TRAINING_OPPORTUNITY"], Named(answer.Json, "rewards", "met"));
        Assert.Equal(["PRIORITY_PROMOTION", "SPOT_AWARD"], Named(answer.Json, "rewards", "notMet"));
    }

    [SharedFact("reference", "M-1001.json")]
    public async Task The_failing_gate_says_why_in_both_languages()
    {
        var answer = await service.PostAsync(Appraisals, ReferenceCase.Read(File).Facts.ToJsonString());

        var check = answer.Json["promotion"]!["rules"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray()).Single(r => (string)r!["name"]! == "SKILL_NEGOTIATION")!;
        Assert.Contains("2.8", (string)check["reason"]!["en"]!, StringComparison.Ordinal);
        Assert.Contains("3", (string)check["reason"]!["en"]!, StringComparison.Ordinal);
        Assert.Contains("2.8", (string)check["reason"]!["zh-CN"]!, StringComparison.Ordinal);
    }

    [SharedFact("reference", "M-1001.json")]
    public async Task A_survey_that_is_missing_redistributes_its_weight()
    {
        var reference = ReferenceCase.Read(File);
        reference.Facts["quarters"]![2]!.AsObject().Remove("csat");

        var answer = await service.PostAsync(Appraisals, reference.Facts.ToJsonString());

        var edge = reference.Edge("missingK2Q3_redistribute");
        Assert.Empty(AppraisalValues.Differences(
            new JsonObject { ["quarters"] = new JsonArray("99.10", "91.30", edge["q3"]!.DeepClone(), "107.10"), ["kpi"] = edge["kpi"]!.DeepClone(), ["composite"] = edge["composite"]!.DeepClone() },
            answer.Json));
    }

    [SharedFact("reference", "M-1001.json")]
    public async Task A_survey_that_is_missing_counts_zero_when_the_policy_says_so()
    {
        var reference = ReferenceCase.Read(File);
        reference.Facts["quarters"]![2]!.AsObject().Remove("csat");
        var policy = (await service.GetAsync("/v1/policies/kam-kpi-weighting/versions/1")).Json["content"]!.DeepClone();
        policy["indicators"]!.AsArray().Single(i => (string)i!["id"]! == "K2")!["missing"] = "zero";
        var draft = await service.PostAsync("/v1/policies/kam-kpi-weighting/versions", policy.ToJsonString());
        Assert.Equal(201, draft.Status);

        var answer = await service.PostAsync($"/v1/policies/kam-kpi-weighting/decisions?version={draft.Json["version"]}", reference.Facts.ToJsonString());

        var edge = reference.Edge("missingK2Q3_zero");
        var scores = answer.Json["scores"]!;
        Assert.Equal(decimal.Parse((string)edge["q3"]!, null), (decimal)scores["kpi"]!["quarters"]![2]!["score"]!);
        Assert.Equal(decimal.Parse((string)edge["kpi"]!, null), (decimal)scores["kpi"]!["score"]!);
        Assert.Equal(decimal.Parse((string)edge["composite"]!, null), (decimal)scores["composite"]!);
    }

    [SharedFact("reference", "M-1001.json")]
    public async Task Two_subordinates_are_suppressed_and_their_weight_rescaled()
    {
        var reference = ReferenceCase.Read(File);
        var ratings = reference.Facts["ratings"]!.AsArray();
        foreach (var rating in ratings.Where(r => (string)r!["raterRef"]! == "subordinate-3").ToList())
            ratings.Remove(rating);

        var answer = await service.PostAsync(Appraisals, reference.Facts.ToJsonString());

        var edge = reference.Edge("twoSubordinates");
        Assert.Empty(AppraisalValues.Differences(
            new JsonObject { ["competencies"] = ReferenceCase.Competencies(edge["competency"]!), ["feedback360"] = edge["r360"]!.DeepClone(), ["composite"] = edge["composite"]!.DeepClone() },
            answer.Json));
        Assert.Equal("n<3", (string?)answer.Json["scores"]!["feedback360"]!["groups"]!.AsArray().Single(g => (string)g!["id"]! == "subordinate")!["raters"]);
    }

    [SharedFact("reference", "M-1001.json")]
    public async Task A_composite_of_exactly_90_is_grade_A()
    {
        var edge = ReferenceCase.Read(File).Edge("exact90");

        // The sample was designed to have these three components; with binary fractions, the result would be 89.99….
        var answer = await service.PostAsync(Appraisals, await System.IO.File.ReadAllTextAsync(Repository.PathOf("samples", "managers", "km-002.json")));

        Assert.Empty(AppraisalValues.Differences(
            new JsonObject
            {
                ["kpi"] = edge["kpi"]!.DeepClone(),
                ["feedback360"] = edge["r360"]!.DeepClone(),
                ["goals"] = edge["idp"]!.DeepClone(),
                ["composite"] = edge["composite"]!.DeepClone(),
                ["grade"] = edge["grade"]!.DeepClone(),
            },
            answer.Json));
    }

    [SharedFact("reference", "M-1001.json")]
    public async Task A_tie_in_the_bonus_is_rounded_away_from_zero()
    {
        var reference = ReferenceCase.Read(File);
        var edge = reference.Edge("bonusTie");
        // Attainment 100.5 % pays 101.5 %; grade B has the coefficient 1.
        var figures = await RewardFiguresAsync(reference.Facts, "10115.00", booked: 12_060_000, grade: "B");

        Assert.Equal(decimal.Parse((string)edge["payout"]!, null), figures["PAYOUT"]);
        Assert.Equal(decimal.Parse((string)edge["halfUp"]!, null), figures["BONUS_AMOUNT"]);
    }

    [SharedFact("reference", "M-1001.json")]
    public async Task The_payout_starts_at_exactly_80_percent()
    {
        var reference = ReferenceCase.Read(File);

        Assert.Equal(reference.EdgeNumber("payoutAt80"), (await RewardFiguresAsync(reference.Facts, "72000", 9_600_000, "A"))["PAYOUT"]);
        Assert.Equal(reference.EdgeNumber("payoutAt79.995"), (await RewardFiguresAsync(reference.Facts, "72000", 9_599_400, "A"))["PAYOUT"]);
    }

    private static IEnumerable<string> Named(JsonNode appraisal, string section, string outcome) =>
        AppraisalValues.Flatten(appraisal)[section]!.AsObject().Where(r => (string)r.Value! == outcome).Select(r => r.Key);

    private async Task<Dictionary<string, decimal>> RewardFiguresAsync(JsonObject facts, string targetBonus, int booked, string grade)
    {
        var changed = facts.DeepClone();
        changed["targetBonus"] = JsonNode.Parse(targetBonus);
        changed["revenue"]!["booked"] = booked;
        changed["revenue"]!["clawback"] = 0;
        changed["results"] = new JsonObject { ["grade"] = grade };
        var answer = await service.PostAsync("/v1/policies/kam-rewards/decisions", changed.ToJsonString());
        Assert.Equal(200, answer.Status);
        return answer.Json["rules"]!.AsArray()
            .Where(r => (string?)r!["category"] == "figure" && r["output"] is not null)
            .ToDictionary(r => (string)r!["name"]!, r => (decimal)r!["output"]!, StringComparer.Ordinal);
    }
}
