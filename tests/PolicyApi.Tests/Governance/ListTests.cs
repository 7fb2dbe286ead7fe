using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Lists: pages without gaps or duplicates, filters, a stable order.</summary>
public sealed class ListTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    [Fact]
    public async Task Pages_put_together_are_the_list_in_the_order_of_ids()
    {
        var word = Texts.NewId();
        var ids = Enumerable.Range(0, 7).Select(i => $"{word}-{i}").ToList();
        foreach (var id in Enumerable.Reverse(ids))
            await people.DraftNamedAsync(id);

        var read = await PagesAsync($"/v1/policies?text={word}&pageSize=3", "id");

        Assert.Equal(ids, read, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Filters_say_which_documents()
    {
        var word = Texts.NewId();
        await people.DraftNamedAsync(word + "-a");
        await people.DraftNamedAsync(word + "-b");
        await people.PostAsync(people.Author, $"/v1/policies/{word}-b/versions/1/submit");
        var (published, _, _) = await people.PublishedAsync("2025-01-01");

        Assert.Equal([word + "-a", word + "-b"], await PagesAsync($"/v1/policies?text={word.ToUpperInvariant()}", "id"), StringComparer.Ordinal);
        Assert.Equal([word + "-b"], await PagesAsync($"/v1/policies?text={word}&status=submitted", "id"), StringComparer.Ordinal);
        Assert.Empty(await PagesAsync($"/v1/policies?text={word}&kind=reward", "id"));
        Assert.Equal([published], await PagesAsync($"/v1/policies?text={published}&inForce=true", "id"), StringComparer.Ordinal);
        Assert.Empty(await PagesAsync($"/v1/policies?text={published}&inForce=true&asOf=2024-12-31", "id"));
        Assert.Equal([published], await PagesAsync($"/v1/policies?text={published}&inForce=false&asOf=2024-12-31", "id"), StringComparer.Ordinal);
        Assert.Empty(await PagesAsync($"/v1/policies?text={published}&inForce=true&knownAt=2024-01-01T00:00:00Z", "id"));
    }

    [Theory]
    [InlineData("/v1/policies?kind=scheme")]
    [InlineData("/v1/policies?status=lost")]
    [InlineData("/v1/policies?status=1")]
    [InlineData("/v1/policies?text=")]
    [InlineData("/v1/policies?after=%21")]
    [InlineData("/v1/policies?pageSize=201")]
    [InlineData("/v1/policies/kam-promotion/versions?after=YQ")]
    [InlineData("/v1/policies/kam-promotion/history?pageSize=0")]
    [InlineData("/v1/decisions?policy=NO")]
    [InlineData("/v1/decisions?after=YQ")]
    [InlineData("/v1/appraisals?after=YQ")]
    [InlineData("/v1/appraisals?scheme=NO")]
    [InlineData("/v1/jobs?status=lost")]
    [InlineData("/v1/jobs?after=%21")]
    [InlineData("/v1/keys?role=king")]
    [InlineData("/v1/keys?after=%21")]
    [InlineData("/v1/policies/kam-promotion/versions?status=lost")]
    public async Task A_filter_that_cannot_be_read_is_refused(string path) => Assert.Equal(400, (await people.GetAsync(path)).Status);

    [Fact]
    public async Task Versions_publications_and_steps_come_in_pages_too()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        await people.PublishedAsync("2024-02-01", id, 71);
        await people.PublishedAsync("2024-03-01", id, 72);

        Assert.Equal(["1", "2", "3"], await PagesAsync($"/v1/policies/{id}/versions?pageSize=2", "version"), StringComparer.Ordinal);
        Assert.Equal(["2024-01-01", "2024-02-01", "2024-03-01"], await PagesAsync($"/v1/policies/{id}/publications?pageSize=1", "effectiveFrom"), StringComparer.Ordinal);
        Assert.Equal(12, (await PagesAsync($"/v1/policies/{id}/history?pageSize=5", "sequence")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Decisions_are_listed_newest_first_by_policy_person_and_time()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var newestFirst = new List<string>();
        for (var i = 0; i < 5; i++)
            newestFirst.Insert(0, (string)(await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", $$"""{"employee_id":"E-{{i % 2}}"}""")).Json["id"]!);

        Assert.Equal(newestFirst, await PagesAsync($"/v1/decisions?policy={id}&pageSize=2", "id"), StringComparer.Ordinal);
        Assert.Equal(2, (await PagesAsync($"/v1/decisions?policy={id}&subject=E-1", "id")).Count);
        Assert.Empty(await PagesAsync($"/v1/decisions?policy={id}&to=2020-01-01T00:00:00Z", "id"));
        Assert.Empty(await PagesAsync($"/v1/decisions?policy={id}&from=2999-01-01T00:00:00Z", "id"));
    }

    [Fact]
    public async Task Versions_are_filtered_by_where_they_stand_and_publications_by_day_and_moment()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        await people.PublishedAsync("2024-02-01", id, 71);
        await people.DraftAsync(id, 72);
        var made = (await people.GetAsync($"/v1/policies/{id}/publications")).Json["items"]!.AsArray().Select(i => (string)i!["publishedAt"]!).ToList();

        Assert.Equal(["1"], await PagesAsync($"/v1/policies/{id}/versions?status=superseded", "version"), StringComparer.Ordinal);
        Assert.Equal(["3"], await PagesAsync($"/v1/policies/{id}/versions?status=draft", "version"), StringComparer.Ordinal);
        Assert.Equal(["2024-01-01"], await PagesAsync($"/v1/policies/{id}/publications?effectiveAt=2024-01-31", "effectiveFrom"), StringComparer.Ordinal);
        Assert.Equal(["2024-01-01"], await PagesAsync($"/v1/policies/{id}/publications?knownAt={made[0]}", "effectiveFrom"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Appraisals_jobs_and_keys_come_in_pages_with_filters_too()
    {
        var facts = await File.ReadAllTextAsync(Path.Combine(Texts.Home, "samples", "managers", "km-016.json"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await people.PostAsync(people.Author, "/v1/schemes/kam-annual/appraisals", facts)).Status);
        for (var i = 0; i < 3; i++)
            Assert.Equal(202, (await people.Service.SendAsync(HttpMethod.Post, "/v1/schemes/kam-annual/jobs", "{\"id\":\"E-1\"}", "application/x-ndjson", client: people.Author)).Status);
        var word = Texts.NewId();
        for (var i = 0; i < 3; i++)
            await people.Service.NewKeyAsync($"{word} {i}", "auditor");

        Assert.Equal(3, (await PagesAsync("/v1/appraisals?scheme=kam-annual&subject=KM-016&pageSize=2", "id")).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await PagesAsync("/v1/appraisals?scheme=none&pageSize=2", "id"));
        Assert.Empty(await PagesAsync("/v1/appraisals?to=2020-01-01T00:00:00Z", "id"));
        Assert.Equal(3, (await PagesAsync("/v1/jobs?kind=appraisals&pageSize=2", "id")).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await PagesAsync("/v1/jobs?kind=reports", "id"));
        Assert.Empty(await PagesAsync("/v1/jobs?status=cancelled", "id"));
        Assert.Equal(3, (await PagesAsync($"/v1/keys?text={word}&role=auditor&works=true&pageSize=2", "id")).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(await PagesAsync($"/v1/keys?text={word}&works=false", "id"));
    }

    private async Task<List<string>> PagesAsync(string path, string member)
    {
        var read = new List<string>();
        string? next = null;
        do
        {
            var page = await people.GetAsync(next is null ? path : $"{path}&after={next}");
            Assert.True(page.Status == 200, page.Body);
            read.AddRange(page.Json["items"]!.AsArray().Select(i => i![member]!.ToString()));
            next = (string?)page.Json["next"];
        }
        while (next is not null);
        return read;
    }
}
