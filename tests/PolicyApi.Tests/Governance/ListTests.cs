using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Lists: pages that miss nothing and repeat nothing, filters, a stable order.</summary>
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
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((string)(await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", $$"""{"employee_id":"E-{{i % 2}}"}""")).Json["id"]!);
        ids.Reverse();

        Assert.Equal(ids, await PagesAsync($"/v1/decisions?policy={id}&pageSize=2", "id"), StringComparer.Ordinal);
        Assert.Equal(2, (await PagesAsync($"/v1/decisions?policy={id}&subject=E-1", "id")).Count);
        Assert.Empty(await PagesAsync($"/v1/decisions?policy={id}&to=2020-01-01T00:00:00Z", "id"));
        Assert.Empty(await PagesAsync($"/v1/decisions?policy={id}&from=2999-01-01T00:00:00Z", "id"));
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
