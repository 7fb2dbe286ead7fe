using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Publishing, rolling back and withdrawing, and requests about other days and moments.</summary>
public sealed class TimelineTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    private const string Facts = """{"employee_id":"E-1","avg_training_score":75}""";

    [Fact]
    public async Task A_publication_says_which_days_it_changes_and_warns_of_those_that_have_passed()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var second = await people.DraftAsync(id, 80);
        await people.ApproveAsync(second.Path, second.ETag);

        var past = await people.PostAsync(people.Approver, second.Path + "/publish", """{"effectiveFrom":"2024-06-01"}""");
        var third = await people.DraftAsync(id, 90);
        await people.ApproveAsync(third.Path, third.ETag);
        var future = await people.PostAsync(people.Approver, third.Path + "/publish", """{"effectiveFrom":"2999-01-01"}""");

        Assert.Equal("""[{"from":"2024-06-01","before":1,"after":2}]""", past.Json["changes"]!.ToJsonString());
        Assert.Equal("changes-the-past", (string?)past.Json["warnings"]![0]!["code"]);
        Assert.Equal("""[{"from":"2999-01-01","before":2,"after":3}]""", future.Json["changes"]!.ToJsonString());
        Assert.Null(future.Json["warnings"]);
    }

    [Fact]
    public async Task An_older_version_is_put_back_in_one_call()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        await people.PublishedAsync("2024-06-01", id, 80);

        var mute = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback");
        var back = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"too hard","effectiveFrom":"2024-09-01"}""");

        Assert.Equal(422, mute.Status);
        Assert.Equal((201, 1, "too hard", "fourEyes"), (back.Status, (int)back.Json["version"]!, (string?)back.Json["reason"], (string?)back.Json["standing"]));
        Assert.Equal(["published", "superseded"], (await people.GetAsync($"/v1/policies/{id}/versions")).Json["items"]!.AsArray().Select(i => (string)i!["status"]!), StringComparer.Ordinal);
        Assert.Equal("met 1", await DecideAsync(id, ""));
        Assert.Equal("notMet 2", await DecideAsync(id, "?asOf=2024-07-01"));
        Assert.Equal("met 1", await DecideAsync(id, "?asOf=2024-05-31"));
    }

    [Fact]
    public async Task There_is_no_going_back_to_what_was_never_in_force()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        await people.DraftAsync(id, 80);

        Assert.Equal((409, "nothing-before"), FourEyesTests.Refusal(await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x"}""")));
        Assert.Equal((409, "nothing-before"), FourEyesTests.Refusal(await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x","toVersion":2}""")));
        Assert.Equal((404, "not-found"), FourEyesTests.Refusal(await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x","toVersion":3}""")));
    }

    [Fact]
    public async Task Who_would_roll_back_what_is_scheduled_is_told_from_which_day_on()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        await people.PublishedAsync("2999-01-01", id, 80);

        var early = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x"}""");
        Assert.Equal((409, "nothing-before"), FourEyesTests.Refusal(early));
        Assert.Contains("\"effectiveFrom\": \"2999-01-01\"", (string?)early.Json["detail"], StringComparison.Ordinal);

        var off = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x","effectiveFrom":"2999-01-01"}""");
        Assert.Equal("""[{"from":"2999-01-01","before":2,"after":1}]""", off.Json["changes"]!.ToJsonString());
    }

    [Fact]
    public async Task A_retired_document_answers_about_the_days_before_and_no_later_ones()
    {
        var (id, path, _) = await people.PublishedAsync("2024-01-01");

        var withdrawn = await people.PostAsync(people.Approver, path + "/withdraw", """{"reason":"the programme has ended","effectiveFrom":"2025-01-01"}""");

        Assert.Equal((201, true, "the programme has ended"), (withdrawn.Status, (bool)withdrawn.Json["withdrawn"]!, (string?)withdrawn.Json["reason"]));
        Assert.Equal("""[{"from":"2025-01-01","before":1}]""", withdrawn.Json["changes"]!.ToJsonString());
        Assert.Equal("met 1", await DecideAsync(id, "?asOf=2024-12-31"));
        Assert.Equal((409, "not-in-force"), FourEyesTests.Refusal(await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts)));
        Assert.Equal("withdrawn", (string?)(await people.GetAsync(path)).Json["status"]);
    }

    [Fact]
    public async Task What_others_need_is_not_retired()
    {
        var refused = await people.PostAsync(people.Approver, "/v1/models/yearly-review/versions/1/withdraw", """{"reason":"tidy up"}""");

        Assert.Equal((409, "still-needed"), FourEyesTests.Refusal(refused));
        Assert.Contains(refused.Json["errors"]!.AsArray(), e => ((string?)e!["document"])!.StartsWith("policies/yearly-review-promotion", StringComparison.Ordinal));
        Assert.Equal(1, (int)(await people.GetAsync("/v1/models/yearly-review")).Json["inForce"]!);
    }

    [Fact]
    public async Task An_answer_asked_again_with_its_day_and_moment_is_the_same_whatever_was_published_since()
    {
        var (id, path, _) = await people.PublishedAsync("2024-01-01");
        var first = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts);
        var pinned = $"?asOf={first.Json["asOf"]}&knownAt={first.Json["knownAt"]}";
        await people.PublishedAsync("2024-01-01", id, 80);
        await people.PostAsync(people.Approver, path + "/withdraw", """{"reason":"x"}""");
        var now = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts);

        var again = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions{pinned}", Facts);

        Assert.Equal("notMet 2", Outcome(now));
        Assert.Equal(WithoutItsName(first), WithoutItsName(again));
        Assert.NotEqual(WithoutItsName(first), WithoutItsName(now));
    }

    [Fact]
    public async Task Pinned_answers_are_the_same_bytes_through_a_restart_and_whatever_is_published_then()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        try
        {
            var asked = new[] { ("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1","avg_training_score":65,"kpis_met":1,"previous_year_rating":5}"""), ("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-016")) };
            var first = new List<Answer>();
            foreach (var (path, facts) in asked)
                first.Add(await own.PostAsync(path, facts));
            foreach (var (kind, id, parameter) in new[] { ("promotion-eligibility", "yearly-review-promotion", "minimumTrainingScore"), ("promotion-eligibility", "kam-promotion", "minimumTenure") })
            {
                var draft = Texts.Policy(kind, id);
                draft["parameters"]![parameter]!["value"] = 1;
                draft.AsObject().Remove("tests");
                Assert.Equal(201, (await own.PostAsync($"/v1/policies/{id}/versions", draft.ToJsonString())).Status);
                Assert.Equal(201, (await own.PostAsync($"/v1/policies/{id}/versions/2/publish", """{"effectiveFrom":"2020-01-01"}""")).Status);
            }

            await own.RestartAsync();

            for (var i = 0; i < asked.Length; i++)
            {
                var pinned = await own.PostAsync($"{asked[i].Item1}?asOf={first[i].Json["asOf"]}&knownAt={first[i].Json["knownAt"]}", asked[i].Item2);
                Assert.Equal(WithoutItsName(first[i]), WithoutItsName(pinned));
                Assert.NotEqual(WithoutItsName(first[i]), WithoutItsName(await own.PostAsync(asked[i].Item1, asked[i].Item2)));
            }
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    // Two answers to the same question differ in their id and time only.
    private static string WithoutItsName(Answer answer)
    {
        var json = answer.Json.AsObject();
        Assert.True(json.Remove("id") && json.Remove("decidedAt"));
        return json.ToJsonString();
    }

    private static string Outcome(Answer answer) => $"{answer.Json["outcome"]} {answer.Json["policy"]?["version"]}";

    private async Task<string> DecideAsync(string id, string query)
    {
        var answer = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions{query}", Facts);
        Assert.True(answer.Status == 200, answer.Body);
        return Outcome(answer);
    }
}
