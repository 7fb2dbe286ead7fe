using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>Sheets of policies over HTTP: a version in plain words.</summary>
[Collection(SharedService.Name)]
public sealed class PolicySheetHttpTests(RunningService service)
{
    [Theory]
    [InlineData("en", "Months of service: [Months of service] (at least 24 required)")]
    [InlineData("zh-CN", "[司龄]")]
    public async Task A_sheet_has_the_numbers_of_its_version_and_names_what_comes_from_the_person(string language, string words)
    {
        var sheet = await service.GetAsync("/v1/policies/kam-promotion/versions/1/sheet?lang=" + language);

        Assert.Contains(words, sheet.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("$(", sheet.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "[Annual grade]")]
    [InlineData("zh-CN", "[年度等级]")]
    public async Task A_sheet_is_in_plain_words_down_to_results_and_points(string language, string words)
    {
        var rewards = await service.GetAsync("/v1/policies/kam-rewards/versions/1/sheet?lang=" + language);
        var weighting = await service.GetAsync("/v1/policies/kam-kpi-weighting/versions/1/sheet?lang=" + language);

        Assert.Contains(words, rewards.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[results.", rewards.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[shown]", rewards.Body, StringComparison.Ordinal);
        Assert.Contains("-10 × ", weighting.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("complaints.overdue", weighting.Body, StringComparison.Ordinal);
    }
}
