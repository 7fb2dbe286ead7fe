using System.Text;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Force;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyApi.Tests.Catalog;

/// <summary>The catalogue with the real engine: published versions decide.</summary>
public sealed class PolicyCatalogOnEngineTests : IAsyncLifetime
{
    private const string Model =
        """
        {
          "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m", "about": { "id": "id" },
          "schema": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "months": { "type": "integer" } } }
        }
        """;

    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly DocumentKey People = new(CatalogSection.Models, "people");
    private static readonly DocumentKey Promotion = new(CatalogSection.Policies, "promotion");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private LiteDbPolicyStore _store = null!;
    private OpenCatalog _catalog = null!;

    public async Task InitializeAsync()
    {
        _store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path }, TimeProvider.System);
        _catalog = await OpenCatalog.OpenAsync(_store, _clock, new CatalogOptions { SinglePerson = true }, None);
        Assert.IsType<CatalogResult.Saved>(await _catalog.Drafts.CreateAsync(Read(Model), "hr", None));
        Assert.IsType<CatalogResult.Saved>(await _catalog.Drafts.CreateAsync(Read(Policy("m.months >= 24")), "hr", None));
    }

    public async Task DisposeAsync()
    {
        _catalog.Dispose();
        await _store.DisposeAsync();
        _folder.Remove();
    }

    [Fact]
    public async Task A_policy_is_refused_before_its_model_and_decides_after_it()
    {
        var alone = await _catalog.PublishAsync(new VersionKey(Promotion, 1), Today, "hr");
        await _catalog.PublishAsync(new VersionKey(People, 1), Today, "hr");
        var after = await _catalog.PublishAsync(new VersionKey(Promotion, 1), Today, "hr");

        Assert.Equal(Promotion, Assert.Single(Assert.IsType<CatalogResult.Refused>(alone).Problems).Document.Key);
        Assert.IsType<CatalogResult.Published>(after);
        Assert.Equal<Outcome?>(Outcome.Met, Decide(await _catalog.Reading.GetCurrentSetAsync(None), 30));
        Assert.Equal<Outcome?>(Outcome.NotMet, Decide(await _catalog.Reading.GetCurrentSetAsync(None), 20));
    }

    [Fact]
    public async Task A_new_version_decides_from_its_day_on_and_the_old_one_before_also_after_a_restart()
    {
        await _catalog.PublishAsync(new VersionKey(People, 1), Today, "hr");
        await _catalog.PublishAsync(new VersionKey(Promotion, 1), Today, "hr");
        await _catalog.Drafts.AddVersionAsync(Promotion, Read(Policy("m.months >= 12")), "hr", None);
        Assert.Equal<Outcome?>(Outcome.Met, Decide((await _catalog.Reading.GetSetAsync(null, null, new VersionKey(Promotion, 2), None))!, 20));

        Assert.IsType<CatalogResult.Published>(await _catalog.PublishAsync(new VersionKey(Promotion, 2), Today.AddDays(1), "hr"));

        Assert.Equal<Outcome?>(Outcome.NotMet, Decide(await _catalog.Reading.GetCurrentSetAsync(None), 20));
        _clock.Now += TimeSpan.FromDays(1);
        using var restarted = await OpenCatalog.OpenAsync(_store, _clock, new CatalogOptions { SinglePerson = true }, None);
        foreach (var catalog in new[] { _catalog, restarted })
        {
            Assert.Equal<Outcome?>(Outcome.Met, Decide(await catalog.Reading.GetCurrentSetAsync(None), 20));
            Assert.Equal<Outcome?>(Outcome.NotMet, Decide((await catalog.Reading.GetSetAsync(Today, null, null, None))!, 20));
        }
    }

    [Fact]
    public async Task A_version_whose_rules_read_what_the_model_lacks_is_refused_where_it_is_wrong()
    {
        await _catalog.PublishAsync(new VersionKey(People, 1), Today, "hr");
        await _catalog.PublishAsync(new VersionKey(Promotion, 1), Today, "hr");
        await _catalog.Drafts.AddVersionAsync(Promotion, Read(Policy("m.years >= 2")), "hr", None);

        var refused = Assert.IsType<CatalogResult.Refused>(await _catalog.PublishAsync(new VersionKey(Promotion, 2), Today, "hr"));

        Assert.Equal("/workflow/Rules/0/Expression", Assert.Single(Assert.Single(refused.Problems).Diagnostics).Pointer);
        Assert.Equal<Outcome?>(Outcome.Met, Decide(await _catalog.Reading.GetCurrentSetAsync(None), 30));
    }

    [Fact]
    public async Task A_version_that_RulesEngine_answers_otherwise_is_refused_where_they_differ()
    {
        await _catalog.PublishAsync(new VersionKey(People, 1), Today, "hr");
        await _catalog.PublishAsync(new VersionKey(Promotion, 1), Today, "hr");
        await _catalog.Drafts.AddVersionAsync(Promotion, Read(Policy("m.id.CompareTo(\\\"B\\\") < 0")), "hr", None);

        var refused = Assert.IsType<CatalogResult.Refused>(await _catalog.PublishAsync(new VersionKey(Promotion, 2), Today, "hr"));

        Assert.Equal("reference-disagreement", Assert.Single(Assert.Single(refused.Problems).Diagnostics).Code);
        Assert.Equal<Outcome?>(Outcome.Met, Decide(await _catalog.Reading.GetCurrentSetAsync(None), 30));
    }

    [Theory]
    [InlineData("m.months >= 24", 23, "test-failed")]
    [InlineData("m.id.CompareTo(\\\"B\\\") < 0", 24, "reference-disagreement")]
    public async Task What_ships_passes_its_own_tests_and_RulesEngine_or_nothing_is_stored(string expression, int months, string code)
    {
        var entries = (await _store.JournalAsync()).Count;
        var shipped = new ImportRequest(
            [Read(Model.Replace("people", "staff", StringComparison.Ordinal)), Read(Tested(expression, months).Replace("\"people\"", "\"staff\"", StringComparison.Ordinal).Replace("promotion\",", "shipped\",", StringComparison.Ordinal))],
            ImportStage.Published, Today, "it ships");

        var refused = Assert.IsType<CatalogResult.Refused>(await _catalog.Imports.ImportAsync(shipped, isTrial: false, IntoForce.Shipper, null, None));

        Assert.Contains(refused.Problems.SelectMany(p => p.Diagnostics), d => d.Code == code);
        Assert.Equal(entries, (await _store.JournalAsync()).Count);
    }

    [Fact]
    public async Task A_version_whose_tests_no_longer_pass_beside_what_is_in_force_is_not_rolled_back_to()
    {
        await _catalog.Drafts.AddVersionAsync(Promotion, Read(Tested("m.months >= 24", 24)), "hr", None);
        await _catalog.PublishAsync(new VersionKey(People, 1), Today, "hr");
        await _catalog.PublishAsync(new VersionKey(Promotion, 2), Today, "hr");
        await _catalog.Drafts.AddVersionAsync(Promotion, Read(Tested("m.months >= 12", 12)), "hr", None);
        await _catalog.PublishAsync(new VersionKey(Promotion, 3), Today, "hr");
        await _catalog.Drafts.AddVersionAsync(People, Read(Model.Replace("\"months\": { \"type\": \"integer\" }", "\"months\": { \"type\": \"integer\", \"maximum\": 20 }", StringComparison.Ordinal)), "hr", None);
        Assert.IsType<CatalogResult.Published>(await _catalog.PublishAsync(new VersionKey(People, 2), Today, "hr"));

        var refused = Assert.IsType<CatalogResult.Refused>(await _catalog.RollBackAsync(Promotion, 2, Today, "hr"));

        Assert.Equal(Promotion, Assert.Single(refused.Problems).Document.Key);
        Assert.Equal(3, _catalog.Reading.Snapshot.Find(Promotion)!.InForce(Today, null)!.Version);
    }

    private static Document Read(string json)
    {
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Diagnostics);
        return reading.Document!;
    }

    private static string Policy(string expression) =>
        $$"""
        {
          "kind": "promotion-eligibility", "id": "promotion", "title": { "en": "Promotion", "zh-CN": "晋升" }, "model": "people",
          "workflow": { "WorkflowName": "promotion", "Rules": [ { "RuleName": "tenure", "Expression": "{{expression}}" } ] }
        }
        """;

    /// <summary>Returns a policy with one test, which expects a number of months to be enough.</summary>
    private static string Tested(string expression, int months) => Policy(expression).TrimEnd()[..^1]
        + $$$"""
        , "tests": { "cases": [ { "name": "enough", "facts": { "id": "A", "months": {{{months}}} }, "expect": { "outcome": "met" } } ] } }
        """;

    private static Outcome? Decide(SetInForce set, int months)
    {
        var decision = set.Set.FindPolicy("promotion")!.Decide(Encoding.UTF8.GetBytes($$"""{ "id": "M-1001", "months": {{months}} }"""));
        return decision.Result!.Outcome;
    }
}
