using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>Every endpoint with a query reports all errors in it at once.</summary>
[Collection(SharedService.Name)]
public sealed class QueryFaultTests(RunningService service)
{
    // Any short text is a valid value of these parameters; if nothing has that value, nothing is found.
    private static readonly string[] Free = ["actor", "action", "target", "origin", "subject", "text", "reason", "grade", "groupBy", "template", "appraisal"];

    public static TheoryData<string, string> Operations()
    {
        var operations = new TheoryData<string, string>();
        foreach (var (path, methods) in JsonNode.Parse(File.ReadAllText(Path.Combine(Texts.Home, "docs", "openapi.json")))!["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                if (QueryOf(operation!).Any())
                    operations.Add(method, path);
            }
        }

        return operations;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_parameter_with_a_value_that_it_cannot_have_is_named(string method, string path)
    {
        var document = (await service.GetAsync("/openapi/v1.json")).Json;
        var wrong = QueryOf(document["paths"]![path]![method]!).Select(p => (Name: (string)p["name"]!, Value: Wrong(p))).Where(p => p.Value is not null).ToList();
        Assert.NotEmpty(wrong);

        var at = path.Replace("{id}", "kam-annual", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal);
        var answer = await service.SendAsync(new HttpMethod(method), $"{at}?{string.Join('&', wrong.Select(w => $"{w.Name}={Uri.EscapeDataString(w.Value!)}"))}", method == "post" ? "{}" : null);

        Assert.Equal((400, "parameter-invalid"), (answer.Status, answer.Code));
        Assert.Equal(wrong.Select(w => w.Name).Order(StringComparer.Ordinal), Named(answer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/v1/policies?pageSize=0&after=%21&kind=scheme&status=Draft&knownAt=2999-01-01T00:00:00Z&bogus=1", "bogus", "after", "pageSize", "kind", "status", "knownAt")]
    [InlineData("/v1/jobs?kind=x!&status=lost&pageSize=201", "kind", "status", "pageSize")]
    [InlineData("/v1/jobs?kind=report", "kind")]
    [InlineData("/v1/decisions?from=2026-02-01T00:00:00Z&to=2026-01-01", "from")]
    [InlineData("/v1/appraisals?from=2026-02-01&to=2026-01-31T23:59:59.999Z&pageSize=0", "from", "pageSize")]
    [InlineData("/v1/audit?from=2026-02-01&to=2026-01-01&order=random", "from", "order")]
    [InlineData("/v1/audit?from=2026-01-01&to=2026-01-01")]
    [InlineData("/v1/schemes/kam-annual/appraisals?lang=en&template=team-overview", "lang", "template")]
    [InlineData("/v1/schemes/kam-annual/appraisals?format=xlsx&lang=fr", "lang", "lang")]
    [InlineData("/v1/schemes/kam-annual/appraisals?format=csv&limit=0", "limit")]
    [InlineData("/v1/schemes/kam-annual/appraisals?format=csv&limit=1")]
    [InlineData("/v1/appraisals/apr_0/report?lang=fr&detail=some&format=csv", "lang", "detail", "format")]
    public async Task What_a_value_means_is_looked_at_with_its_form(string path, params string[] named)
    {
        var answer = await service.GetAsync(path);

        Assert.Equal(named.Length == 0 ? 200 : 400, answer.Status);
        if (named.Length > 0)
            Assert.Equal(named, Named(answer));
    }

    [Theory]
    [InlineData("/v1/policies/kam-promotion/decisions?instead=x&instead=models/kam-manager@one&knownAt=2999-01-01", "knownAt", "instead", "instead")]
    [InlineData("/v1/policies/kam-promotion/decisions?version=1&instead=policies/kam-promotion@1", "instead")]
    [InlineData("/v1/schemes/kam-annual/appraisals?instead=policies/kam-promotion@1&instead=policies/kam-promotion@2", "instead")]
    [InlineData("/v1/policies/kam-promotion/versions/1/impact?instead=policies/kam-promotion@1", "instead")]
    [InlineData("/v1/policies/kam-promotion/versions/1/impact?grade=A&groupBy=shoe&groupBy=name&groupBy=hat", "grade", "groupBy", "groupBy")]
    [InlineData("/v1/policies/kam-promotion/versions/1/impact?groupBy=a&groupBy=b&groupBy=c&groupBy=d&groupBy=e&against=x", "groupBy", "against")]
    [InlineData("/v1/policies/kam-promotion/versions/1/impact/stored?decidedFrom=2026-02-01&decidedTo=2026-01-01&periodFrom=2026-02-01&periodTo=2026-01-01", "decidedFrom", "periodFrom")]
    [InlineData("/v1/catalog/import?as=draft&reason=x&effectiveFrom=soon", "as", "effectiveFrom", "reason")]
    [InlineData("/v1/catalog/import?reason=because", "reason")]
    [InlineData("/v1/schemes/kam-annual/report-jobs?lang=fr&detail=x&format=xlsx", "lang", "detail", "format")]
    [InlineData("/v1/decisions:verify?policy=NO&limit=0&after=YQ&from=2026-02-01&to=2026-01-01", "policy", "from", "limit", "after")]
    public async Task The_same_where_something_is_posted(string path, params string[] named)
    {
        var answer = await service.SendAsync(HttpMethod.Post, path, "{}");

        Assert.Equal(400, answer.Status);
        Assert.Equal(named.Order(StringComparer.Ordinal), Named(answer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_job_for_nobody_ever_is_refused()
    {
        var answer = await service.SendAsync(
            HttpMethod.Post, "/v1/schemes/kam-annual/jobs", """{"decidedFrom":"2026-02-01T00:00:00Z","decidedTo":"2026-01-01T00:00:00Z"}""");

        Assert.Equal((422, "/decidedFrom out-of-range"), (answer.Status, $"{answer.Json["errors"]![0]!["pointer"]} {answer.Json["errors"]![0]!["code"]}"));
    }

    [Fact]
    public async Task The_document_says_what_values_there_are()
    {
        var document = (await service.GetAsync("/openapi/v1.json")).Json;
        JsonNode Schema(string path, string name) => QueryOf(document["paths"]![path]!["get"]!).Single(p => (string?)p["name"] == name)["schema"]!;

        Assert.Equal((1, 200), ((int)Schema("/v1/jobs", "pageSize")["minimum"]!, (int)Schema("/v1/jobs", "pageSize")["maximum"]!));
        Assert.Equal("""["appraisals","reports"]""", Schema("/v1/jobs", "kind")["enum"]!.ToJsonString());
        Assert.Equal("""["report-template"]""", Schema("/v1/templates", "kind")["enum"]!.ToJsonString());
    }

    private static IEnumerable<JsonNode> QueryOf(JsonNode operation) =>
        (operation["parameters"]?.AsArray() ?? []).Where(p => (string?)p!["in"] == "query").Select(p => p!);

    // A version that does not exist is not found; every other number has a range.
    private static string? Wrong(JsonNode parameter) => ((string?)parameter["name"], (string?)parameter["schema"]!["type"]) switch
    {
        ("pageSize" or "limit", _) => "0",
        (_, "integer") => "x",
        ({ } name, _) when Free.Contains(name, StringComparer.Ordinal) => null,
        _ => "!",
    };

    private static IEnumerable<string> Named(Answer answer) => answer.Json["errors"]!.AsArray().Select(e => (string)e!["pointer"]!);
}
