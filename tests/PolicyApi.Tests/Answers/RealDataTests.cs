using System.Diagnostics;
using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Answers;

/// <summary>Public data sets, converted to NDJSON by the repository's scripts and answered by the running service.</summary>
[Collection(SharedService.Name)]
public sealed class RealDataTests(RunningService service)
{
    [SharedFact("data", "promotion_train.csv")]
    public async Task Every_employee_of_another_company_is_answered_in_order_and_a_blank_rating_is_never_a_no()
    {
        var lines = await ConvertAsync("promotion-csv-to-ndjson.py", "promotion_train.csv");
        var answers = await AskAsync("yearly-review-promotion", lines);

        Assert.Equal(54_808, answers.Count);
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < answers.Count; i++)
        {
            var (facts, answer) = (JsonNode.Parse(lines[i])!, answers[i]);
            Assert.Equal((string?)facts["employee_id"], (string?)answer["subject"]);
            var outcome = (string)answer["outcome"]!;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            Assert.Equal(Expected(facts), outcome);
            if (outcome == "undetermined")
                Assert.Equal(["employee.previous_year_rating"], answer["missing"]!.AsArray().Select(m => (string)m!));
        }

        Assert.Equal(4_043, outcomes["met"]);
        Assert.Equal(535, outcomes["undetermined"]);
    }

    [SharedFact("data", "sales_actual_vs_target.xlsx")]
    public async Task Attainment_falls_into_its_bands()
    {
        var answers = await AskAsync("sales-attainment-bands", await ConvertAsync("sales-xlsx-to-ndjson.py", "sales_actual_vs_target.xlsx"));

        var bands = answers.SelectMany(a => a["events"]!.AsArray()).CountBy(e => (string)e!).ToDictionary(StringComparer.Ordinal);
        Assert.Equal(350, answers.Count);
        Assert.Equal((41, 145, 93, 71), (bands["BELOW_80"], bands["FROM_80_TO_100"], bands["FROM_100_TO_120"], bands["FROM_120"]));
    }

    [SharedFact("data", "performance_rating_excel_damaged.csv")]
    public async Task A_file_that_a_spreadsheet_damaged_is_refused()
    {
        var (exitCode, _, error) = await RunAsync("promotion-csv-to-ndjson.py", "performance_rating_excel_damaged.csv");

        Assert.NotEqual(0, exitCode);
        Assert.NotEmpty(error);
    }

    /// <summary>Computes the policy's rule directly from a row.</summary>
    private static string Expected(JsonNode facts)
    {
        var others = (int)facts["kpis_met"]! == 1 && (decimal)facts["avg_training_score"]! >= 70;
        return (others, (decimal?)facts["previous_year_rating"]) switch
        {
            (false, _) => "notMet",
            (true, null) => "undetermined",
            (true, { } rating) => rating >= 4 ? "met" : "notMet",
        };
    }

    private async Task<List<JsonNode>> AskAsync(string policy, string[] lines)
    {
        var answer = await service.PostAsync($"/v1/policies/{policy}/decisions", string.Join('\n', lines), "application/x-ndjson");
        Assert.Equal(200, answer.Status);
        return [.. answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }

    private static async Task<string[]> ConvertAsync(string script, string file)
    {
        var (exitCode, output, error) = await RunAsync(script, file);
        Assert.True(exitCode == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script, string file)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", [Repository.PathOf("scripts", script), Repository.SharedPathOf("data", file)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
