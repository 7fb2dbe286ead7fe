using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Nothing comes into force without approval by someone who did not write it.</summary>
public sealed class FourEyesTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    private const string Facts = """{"employee_id":"E-1","avg_training_score":75}""";

    [Fact]
    public async Task A_version_goes_from_draft_to_publication_and_every_step_says_who_when_what_and_why()
    {
        var (id, path, etag) = await people.DraftAsync();
        var submitted = await people.PostAsync(people.Author, path + "/submit", """{"reason":"for the committee"}""");
        var approved = await people.PostAsync(people.Approver, path + "/approve", """{"reason":"as discussed"}""", etag);
        var published = await people.PostAsync(people.Author, path + "/publish");
        var put = await people.PostAsync(people.Approver, path + "/publish", """{"effectiveFrom":"2025-01-01","reason":"committee of 3 June"}""");

        Assert.Equal(("submitted", "approved", 403, 201), ((string?)submitted.Json["status"], (string?)approved.Json["status"], published.Status, put.Status));
        Assert.Equal(("fourEyes", "key:approver", "committee of 3 June"), ((string?)put.Json["standing"], (string?)put.Json["approvedBy"], (string?)put.Json["reason"]));
        var version = (await people.GetAsync(path)).Json;
        Assert.Equal(("published", "fourEyes", "as discussed"), ((string?)version["status"], (string?)version["standing"], (string?)version["approval"]!["reason"]));
        var steps = (await people.GetAsync($"/v1/policies/{id}/history")).Json["items"]!.AsArray();
        Assert.Equal(
            ["drafted key:author ", "submitted key:author for the committee", "approved key:approver as discussed", "published key:approver committee of 3 June"],
            steps.Select(s => $"{s!["action"]} {s["by"]} {s["reason"]}"), StringComparer.Ordinal);
        Assert.All(steps, s => Assert.Equal(etag, $"\"{s!["sha256"]}\""));

        // The weaker standing of the policy and its model, which shipped with the service.
        Assert.Equal("shipped", (string?)(await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts)).Json["standing"]);
    }

    [Fact]
    public async Task Who_wrote_or_edited_a_version_cannot_approve_it()
    {
        var (id, path, etag) = await people.DraftAsync(by: people.Both);
        var edited = await people.PutAsync(people.Author, path, Texts.PolicyText(id, least: 71), etag);
        await people.PostAsync(people.Author, path + "/submit");

        var own = await people.PostAsync(people.Both, path + "/approve", ifMatch: edited.Header("ETag"));
        var other = await people.PostAsync(people.Approver, path + "/approve", ifMatch: edited.Header("ETag"));

        Assert.Equal((403, "own-content", 200), (own.Status, own.Code, other.Status));
        Assert.Equal(["key:both", "key:author"], other.Json["contributors"]!.AsArray().Select(c => (string)c!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_edit_after_the_approval_voids_it()
    {
        var (id, path, etag) = await people.DraftAsync();
        await people.ApproveAsync(path, etag);

        var same = await people.PutAsync(people.Author, path, Texts.PolicyText(id), etag);
        var edited = await people.PutAsync(people.Author, path, Texts.PolicyText(id, least: 60), etag);
        var published = await people.PostAsync(people.Approver, path + "/publish");

        Assert.Equal("approved", (string?)same.Json["status"]);
        Assert.Equal(("draft", "approval-void"), ((string?)edited.Json["status"], (string?)edited.Json["warnings"]![0]!["code"]));
        Assert.Equal((409, "not-approved"), (published.Status, published.Code));
        Assert.Empty((await people.GetAsync($"/v1/policies/{id}/publications")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task An_approver_approves_what_they_have_read_and_nothing_else()
    {
        var (id, path, etag) = await people.DraftAsync();
        var edited = await people.PutAsync(people.Author, path, Texts.PolicyText(id, least: 60), etag);
        await people.PostAsync(people.Author, path + "/submit");

        var unread = await people.PostAsync(people.Approver, path + "/approve");
        var stale = await people.PostAsync(people.Approver, path + "/approve", ifMatch: etag);

        Assert.Equal((428, "match-missing"), (unread.Status, unread.Code));
        Assert.Equal((412, "stale"), (stale.Status, stale.Code));
        Assert.Contains(etag.Trim('"'), (string?)stale.Json["detail"], StringComparison.Ordinal);
        Assert.Contains(edited.Header("ETag")!.Trim('"'), (string?)stale.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_back_is_a_draft_again_and_says_why()
    {
        var (id, path, etag) = await people.DraftAsync();
        await people.ApproveAsync(path, etag);

        var mute = await people.PostAsync(people.Approver, path + "/reject");
        var rejected = await people.PostAsync(people.Approver, path + "/reject", """{"reason":"70 is too much"}""");

        Assert.Equal((422, "command-invalid", "required"), (mute.Status, mute.Code, (string?)mute.Json["errors"]![0]!["code"]));
        Assert.Equal(("draft", null), ((string?)rejected.Json["status"], (string?)rejected.Json["approval"]?["by"]));
        Assert.Equal("70 is too much", (string?)(await people.GetAsync($"/v1/policies/{id}/history")).Json["items"]!.AsArray()[^1]!["reason"]);
        Assert.Equal((409, "not-approved"), Refusal(await people.PostAsync(people.Approver, path + "/publish")));
    }

    [Theory]
    [InlineData("submit", "approved", 409, "wrong-status")]
    [InlineData("approve", "draft", 409, "wrong-status")]
    [InlineData("approve", "approved", 409, "wrong-status")]
    [InlineData("reject", "draft", 409, "wrong-status")]
    [InlineData("publish", "draft", 409, "not-approved")]
    [InlineData("publish", "submitted", 409, "not-approved")]
    [InlineData("withdraw", "approved", 409, "not-in-force")]
    public async Task A_step_has_to_follow_on_where_the_version_stands(string step, string from, int status, string code)
    {
        var (_, path, etag) = await people.DraftAsync();
        if (from != "draft")
            await people.PostAsync(people.Author, path + "/submit");
        if (from == "approved")
            await people.PostAsync(people.Approver, path + "/approve", ifMatch: etag);

        var who = step == "submit" ? people.Author : people.Approver;
        var refused = await people.PostAsync(who, $"{path}/{step}", step is "reject" or "withdraw" ? """{"reason":"no"}""" : "", step == "withdraw" ? null : etag);

        Assert.Equal((status, code), Refusal(refused));
    }

    [Fact]
    public async Task Words_of_ones_own_that_somebody_else_sends_in_are_approved_by_a_third()
    {
        var (id, _, _) = await people.DraftAsync(by: people.Both);
        var again = await people.DraftAsync(id);

        await AssertApprovedByAThirdOnlyAsync(again.Path, again.ETag);
    }

    [Fact]
    public async Task Words_one_had_a_part_in_stay_ones_own_in_another_version()
    {
        var (id, path, etag) = await people.DraftAsync(by: people.Both);
        await people.PutAsync(people.Author, path, Texts.PolicyText(id, least: 71), etag);
        var again = await people.DraftAsync(id, 71);

        await AssertApprovedByAThirdOnlyAsync(again.Path, again.ETag);
    }

    [Fact]
    public async Task Who_approved_words_may_send_them_in_later_and_takes_nothing_back()
    {
        var (id, path, etag) = await people.DraftAsync();
        await people.PostAsync(people.Author, path + "/submit");
        await people.PostAsync(people.Both, path + "/approve", ifMatch: etag);
        await people.DraftAsync(id, by: people.Both);

        var published = await people.PostAsync(people.Approver, path + "/publish");

        Assert.Equal((201, "fourEyes", "key:both"), (published.Status, (string?)published.Json["standing"], (string?)published.Json["approvedBy"]));
    }

    [Theory]
    [InlineData("""{"effectiveFrom":"2020-01-01"}""")]
    [InlineData("""{"effectiveFrom":"2999-01-01"}""")]
    public async Task Neither_a_day_that_has_passed_nor_one_to_come_gets_around_the_approval(string command)
    {
        var (_, path, _) = await people.DraftAsync();

        Assert.Equal((409, "not-approved"), Refusal(await people.PostAsync(people.Both, path + "/publish", command)));
    }

    [Fact]
    public async Task What_no_longer_fits_is_refused_when_it_is_submitted()
    {
        var (id, model) = (Texts.NewId(), Texts.NewId());
        var drafted = await people.PostAsync(people.Author, "/v1/models", Model(model));
        await people.ApproveAsync(drafted.Header("Location")!, drafted.Header("ETag")!);
        await people.PostAsync(people.Approver, drafted.Header("Location") + "/publish");
        await people.PostAsync(people.Author, "/v1/policies", Texts.PolicyText(id, "m.n > parameters.least").Replace("yearly-review", model, StringComparison.Ordinal));
        Assert.Equal(201, (await people.PostAsync(people.Approver, drafted.Header("Location") + "/withdraw", """{"reason":"x"}""")).Status);

        var refused = await people.PostAsync(people.Author, $"/v1/policies/{id}/versions/1/submit");

        Assert.Equal((422, "publication-refused"), Refusal(refused));
        Assert.Equal("draft", (string?)(await people.GetAsync($"/v1/policies/{id}/versions/1")).Json["status"]);
    }

    [Fact]
    public async Task What_ships_with_the_service_says_so()
    {
        var version = (await people.GetAsync("/v1/policies/kam-promotion/versions/1")).Json;
        var listed = (await people.GetAsync("/v1/policies")).Json["items"]!.AsArray().Single(i => (string?)i!["id"] == "kam-promotion")!;

        Assert.Equal(("shipped", "shipped"), ((string?)version["standing"], (string?)listed["standing"]));
        Assert.Equal(["seeder"], version["contributors"]!.AsArray().Select(c => (string)c!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_answer_by_a_version_that_is_not_in_force_says_that_it_is_a_trial()
    {
        var (id, _, _) = await people.PublishedAsync("2025-01-01");
        await people.DraftAsync(id, 80);

        var trial = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions?version=2", Facts);
        var named = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions?version=1", Facts);
        var beside = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions?instead=policies/{id}@2", Facts);

        Assert.Equal(("trial", "notMet"), ((string?)trial.Json["standing"], (string?)trial.Json["outcome"]));
        Assert.Equal(("shipped", "met"), ((string?)named.Json["standing"], (string?)named.Json["outcome"]));
        Assert.Equal(("trial", "notMet"), ((string?)beside.Json["standing"], (string?)beside.Json["outcome"]));
    }

    [Theory]
    [InlineData("kam-promotion@3", 400)]
    [InlineData("policies/kam-promotion", 400)]
    [InlineData("policies/kam-promotion@0", 404)]
    [InlineData("policies/kam-promotion@99", 404)]
    [InlineData("policies/no-such@1", 404)]
    [InlineData("keys/kam-promotion@1", 400)]
    public async Task A_trial_of_what_there_is_not_is_refused(string instead, int status) =>
        Assert.Equal(status, (await people.PostAsync(people.Author, $"/v1/policies/kam-promotion/decisions?instead={instead}", "{}")).Status);

    internal static (int, string?) Refusal(Answer answer) => (answer.Status, answer.Code);

    // Submits as the author: contributors may not approve the content, but someone else may.
    private async Task AssertApprovedByAThirdOnlyAsync(string path, string etag)
    {
        await people.PostAsync(people.Author, path + "/submit");

        var own = await people.PostAsync(people.Both, path + "/approve", ifMatch: etag);
        var other = await people.PostAsync(people.Approver, path + "/approve", ifMatch: etag);

        Assert.Equal((403, "own-content"), Refusal(own));
        Assert.Equal(200, other.Status);
    }

    private static string Model(string id) => """
        {"kind":"fact-model","id":"THE-ID","title":{"en":"M","zh-CN":"模"},"input":"m","about":{"id":"id"},
         "schema":{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"n":{"type":"number"}}}}
        """.Replace("THE-ID", id, StringComparison.Ordinal);
}
