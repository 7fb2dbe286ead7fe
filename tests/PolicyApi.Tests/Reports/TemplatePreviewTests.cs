using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Content;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Reports;

/// <summary>Previews of templates over HTTP, also of hostile ones, and the model that templates are written against.</summary>
[Collection(SharedService.Name)]
public sealed class TemplatePreviewTests(RunningService service)
{
    // Escaping every character would make some attacks longer than the limit of a body, and no attack worse.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Attack => AttackTests.Names;

    [Theory]
    [MemberData(nameof(Attack))]
    public async Task An_attack_is_refused_stopped_or_shown_where_nothing_runs(string name)
    {
        var attack = Attacks.All.Single(a => a.Name == name);
        var document = new JsonObject
        {
            ["kind"] = "report-template",
            ["id"] = "attack",
            ["title"] = Both("a", "甲"),
            ["body"] = attack.Body,
            ["includes"] = attack.Part.Length == 0 ? [] : new JsonObject { ["part"] = attack.Part },
            ["texts"] = new JsonObject { ["en"] = new JsonObject(), ["zh-CN"] = new JsonObject() },
        };

        var answer = await service.PostAsync("/v1/templates:preview", document.ToJsonString(Plain));

        var expected = attack.Fate switch
        {
            Fate.Refused => (422, "document-invalid"),
            Fate.Stopped => (422, "render-failed"),
            _ => (200, null),
        };
        Assert.Equal(expected, (answer.Status, answer.Status == 200 ? null : answer.Code));
        if (answer.Status == 200)
        {
            Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.EndsWith("; sandbox", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        }

        Assert.Equal(200, (await service.GetAsync("/livez")).Status);
    }

    [Fact]
    public async Task A_draft_is_previewed_with_sample_data_and_with_chosen_data()
    {
        var folders = ContentFolders.Find();
        var document = JsonNode.Parse(DefaultDocuments.Templates(folders).Single(t => t.Name == "kam-appraisal").Utf8.Span)!;
        document["id"] = Texts.NewId();
        document["texts"]!["en"]!["report_title"] = "A draft of mine";
        await service.PostAsync("/v1/templates", document.ToJsonString());
        var path = $"/v1/templates/{document["id"]}/versions/1/preview?lang=en";

        var sample = await service.PostAsync(path, "");
        var chosen = await service.PostAsync($"{path}&appraisal={await service.AppraiseAsync("km-004")}", "");

        Assert.Equal((200, "text/html"), (sample.Status, sample.MediaType));
        Assert.Contains("A draft of mine", sample.Body, StringComparison.Ordinal);
        Assert.Contains("KM-001", sample.Body, StringComparison.Ordinal);
        Assert.Contains("KM-004", chosen.Body, StringComparison.Ordinal);
        Assert.All([sample.Body, chosen.Body], page => Assert.Contains("<b>S</b> from 100<", page, StringComparison.Ordinal));
        Assert.Equal(404, (await service.PostAsync(path + "&appraisal=apr_none", "")).Status);
        Assert.Equal(404, (await service.PostAsync($"/v1/templates/{document["id"]}/versions/9/preview", "")).Status);
    }

    [Fact]
    public async Task A_preview_names_every_fault_with_its_place_and_what_was_meant()
    {
        var answer = await service.PostAsync("/v1/templates:preview", """
            {"kind":"report-template","id":"x","title":{"en":"x","zh-CN":"x"},"body":"a\n{{ appraisal.scores.compsite }}\n<script>","texts":{"en":{},"zh-CN":{}}}
            """);

        Assert.Equal(
            ["template-member line 2, column 21 of the part: `appraisal.scores` has no member `compsite` (did you mean `composite`?)", "template-markup line 3, column 1 of the part: `<script>` has no effect in a report, which runs no code, loads nothing and sends nothing; remove it"],
            answer.Json["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["message"]}"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_preview_names_faults_of_the_form_and_of_the_page_at_once()
    {
        var answer = await service.PostAsync("/v1/templates:preview", """
            {"kind":"report-template","id":"x","title":{"en":"x","zh-CN":"x"},"body":"{{ text 'a' }}{{ appraisal.scores.compsite }}{{ include 'b' }}","texts":{"en":{"a":"A"},"zh-CN":{}}}
            """);

        Assert.Equal(
            ["missing-member /texts/zh-CN", "template-member /body", "template-include /body"],
            answer.Json["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["pointer"]}"), StringComparer.Ordinal);
        Assert.EndsWith("there is no include `b`; add it to `includes`", (string?)answer.Json["errors"]![2]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_model_describes_every_member_of_every_stored_appraisal()
    {
        var model = (await service.GetAsync("/v1/report-model")).Json;

        var stored = (await service.GetAsync($"/v1/appraisals/{await service.AppraiseAsync("km-005")}")).Json;
        stored["facts"] = new JsonObject();
        stored["gradeScale"] = JsonNode.Parse("""{"grades":[{"grade":"S","from":100}],"next":{"grade":"S","missing":5.98}}""");
        AssertDescribed(model, stored, model["properties"]!["appraisal"]!, "appraisal");
    }

    [Theory]
    [InlineData("policy-sheet", "status_", typeof(PolicyApi.Catalog.VersionStatus))]
    [InlineData("kam-appraisal", "mark_", typeof(PolicyEngine.Workflows.Outcome))]
    public void Every_word_that_the_service_can_say_has_a_text(string template, string prefix, Type words)
    {
        var texts = Samples.Shipped(template).Texts;

        Assert.All(Enum.GetNames(words), w => Assert.Contains(prefix + JsonNamingPolicy.CamelCase.ConvertName(w), texts.En));
    }

    private static JsonObject Both(string en, string zh) => new() { ["en"] = en, ["zh-CN"] = zh };

    private static void AssertDescribed(JsonNode model, JsonNode? value, JsonNode schema, string path)
    {
        if (schema["$ref"] is not null)
            schema = model["$defs"]!["rule"]!;
        if (value is JsonObject o && schema["properties"] is { } properties)
        {
            foreach (var (name, member) in o)
            {
                var described = properties[name];
                Assert.True(described is not null, $"{path}.{name} is not in the model");
                if (name is not ("en" or "zh-CN"))
                    Assert.False(string.IsNullOrEmpty((string?)described["description"]), $"{path}.{name} has no description");
                AssertDescribed(model, member, described, $"{path}.{name}");
            }
        }
        else if (value is JsonArray list && schema["items"] is { } items)
        {
            foreach (var item in list)
                AssertDescribed(model, item, items, path + "[]");
        }
    }
}
