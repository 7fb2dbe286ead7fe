using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>Every error in a posted document is reported with its place, and nothing is stored.</summary>
[Collection(SharedService.Name)]
public sealed class BadDocumentTests(RunningService service)
{
    /// <summary>Changes to a valid weighting policy, by name, and the errors that they must cause.</summary>
    private static readonly Dictionary<string, (Action<JsonNode> Spoil, string[] Expected)> Spoilt = new(StringComparer.Ordinal)
    {
        ["weights that sum to 99.99"] = (d => d["indicators"]![0]!["weight"] = 34.99m, ["weights-sum /indicators"]),
        ["an unknown kind"] = (d => d["kind"] = "kpi-wieghting", ["out-of-range /kind"]),
        ["overlapping bands"] = (d => Bands(d)[1]!["from"] = 3.7m, ["bands-overlap /indicators/1/method/bands/1"]),
        ["gapped bands"] = (d => Bands(d)[1]!["from"] = 3.9m, ["bands-gap /indicators/1/method/bands/1"]),
        ["a field that the model lacks"] = (d => d["indicators"]![0]!["actual"] = "keyAccounts.actuall", ["unknown-field /indicators/0/actual"]),
        ["a member that nobody knows"] = (d => d["surprise"] = 1, ["unknown-member /surprise"]),
        ["a wrong type"] = (d => d["indicators"]![0]!["weight"] = "35", ["wrong-type /indicators/0/weight"]),
        ["a value out of range"] = (d => d["indicators"]![0]!["weight"] = 135, ["out-of-range /indicators/0/weight"]),
        ["three faults at once"] = (
            d =>
            {
                d["indicators"]![0]!["weight"] = 34.99m;
                d["rollup"]!["month"] = 21;
                d["surprise"] = 1;
            },
            ["weights-sum /indicators", "weights-sum /rollup", "unknown-member /surprise"]),
    };

    public static TheoryData<string> Cases => [.. Spoilt.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_spoilt_policy_is_refused_with_the_place_of_every_fault(string name)
    {
        var id = Texts.NewId();
        var document = Texts.Policy("kpi-weighting", "kam-kpi-weighting");
        document["id"] = id;
        document["workflow"]!["WorkflowName"] = id;
        Spoilt[name].Spoil(document);

        var answer = await service.PostAsync("/v1/policies", document.ToJsonString());

        Assert.Equal((422, "application/problem+json", "document-invalid"), (answer.Status, answer.MediaType, answer.Code));
        var errors = answer.Json["errors"]!.AsArray();
        Assert.Equal(Spoilt[name].Expected, errors.Select(e => $"{e!["code"]} {e["pointer"]}"), StringComparer.Ordinal);
        Assert.All(errors, e => Assert.True((int)e!["line"]! >= 1 && (int)e["column"]! >= 1));
        Assert.Equal(404, (await service.GetAsync($"/v1/policies/{id}")).Status);
    }

    [Theory]
    [InlineData("employee.avg_training_score >= parameters.leest", "unknown-parameter", 42)]
    [InlineData("employee.avg_training_scor >= 70", "unknown-field", 9)]
    [InlineData("employee.avg_training_score >== 70", "expression-syntax", 30)]
    [InlineData("employee.avg_training_score + 1", "wrong-type", 0)]
    public async Task A_fault_in_an_expression_is_told_with_its_offset(string expression, string code, int offset)
    {
        var answer = await service.PostAsync("/v1/policies", Texts.PolicyText(Texts.NewId(), expression));

        Assert.Equal((422, "document-invalid"), (answer.Status, answer.Code));
        var error = Assert.Single(answer.Json["errors"]!.AsArray())!;
        Assert.Equal((code, "/workflow/Rules/0/Expression", offset), ((string)error["code"]!, (string)error["pointer"]!, (int)error["offset"]!));
    }

    [Theory]
    [InlineData("", "application/json", 400, "empty-body")]
    [InlineData(" \n", "application/json", 400, "empty-body")]
    [InlineData("{\"kind\":", "application/json", 400, "malformed-json")]
    [InlineData("{\"kind\":\"reward\"} x", "application/json", 400, "malformed-json")]
    [InlineData("[1]", "application/json", 422, "document-invalid")]
    [InlineData("{\"kind\":\"reward\",\"kind\":\"reward\"}", "application/json", 422, "document-invalid")]
    [InlineData("{}", "text/plain", 415, "unsupported-media-type")]
    [InlineData("{}", "application/json; charset=utf-16", 415, "unsupported-media-type")]
    [InlineData("{}", "application/json; charset=\"gb18030\"", 415, "unsupported-media-type")]
    [InlineData("{}", "application/json; charset=UTF-8", 422, "document-invalid")]
    public async Task A_body_that_is_no_document_is_refused(string body, string mediaType, int status, string code)
    {
        var answer = await service.PostAsync("/v1/policies", body, mediaType);

        Assert.Equal((status, "application/problem+json", code), (answer.Status, answer.MediaType, answer.Code));
    }

    [Theory]
    [InlineData("/v1/policies/kam-promotion/versions/1", "/v1/policies/kam-promotion/versions")]
    [InlineData("/v1/policies/kam-promotion/in-force", "/v1/policies/kam-promotion/versions")]
    [InlineData("/v1/models/yearly-review/in-force", "/v1/models/yearly-review/versions")]
    public async Task Who_sends_in_again_what_was_read_with_everything_around_it_is_told_to_send_the_content(string read, string to)
    {
        var answer = await service.PostAsync(to, (await service.GetAsync(read)).Body);

        var error = Assert.Single(answer.Json["errors"]!.AsArray())!;
        Assert.Equal((422, "/content"), (answer.Status, (string?)error["pointer"]));
        Assert.Contains("send what stands in its member `content`", (string?)error["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("version")]
    [InlineData("content")]
    public async Task A_document_has_none_of_the_members_of_an_answer_about_it(string member)
    {
        var answer = await service.PostAsync("/v1/policies", Texts.PolicyText(Texts.NewId()).TrimStart().Insert(1, $"\"{member}\": 1, "));

        Assert.Equal((422, $"/{member}"), (answer.Status, (string?)answer.Json["errors"]![0]!["pointer"]));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        var answer = await service.PostAsync("/v1/policies", "{}" + new string(' ', 1_048_576));

        Assert.Equal((413, "body-too-large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_document_of_another_section_is_refused()
    {
        var answer = await service.PostAsync("/v1/schemes", Texts.PolicyText(Texts.NewId()));

        Assert.Equal((422, "document-invalid"), (answer.Status, answer.Code));
        Assert.Equal("kind-not-here", (string?)answer.Json["errors"]![0]!["code"]);
    }

    [Fact]
    public async Task A_template_that_reads_what_no_appraisal_has_is_refused()
    {
        var answer = await service.PostAsync("/v1/templates", $$"""
            { "kind": "report-template", "id": "{{Texts.NewId()}}", "title": { "en": "A test", "zh-CN": "测试" },
              "body": "<p>{{"{{ appraisal.compositee }}"}}</p>", "texts": { "en": {}, "zh-CN": {} } }
            """);

        Assert.Equal((422, "document-invalid"), (answer.Status, answer.Code));
        Assert.Equal("/body", (string?)answer.Json["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task Checking_without_saving_tells_the_same_and_stores_nothing()
    {
        var id = Texts.NewId();

        var good = await service.PostAsync("/v1/policies:validate", Texts.PolicyText(id));
        var bad = await service.PostAsync("/v1/policies:validate", Texts.PolicyText(id, "employee.nothing > 1"));

        Assert.True((bool)good.Json["valid"]!);
        Assert.False((bool)bad.Json["valid"]!);
        Assert.Equal("unknown-field", (string?)bad.Json["diagnostics"]![0]!["code"]);
        Assert.Equal(404, (await service.GetAsync($"/v1/policies/{id}")).Status);
    }

    private static JsonNode Bands(JsonNode document)
    {
        var bands = document["indicators"]![1]!["method"]!["bands"]!;
        if ((decimal)bands[1]!["from"]! is not 3.8m)
            throw new InvalidOperationException("the default policy's bands have changed; change these cases with them.");
        return bands;
    }
}
