using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Appraisals;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class TemplateCheckTests
{
    private static readonly ReportTexts Texts = Rendering.Texts(("a", "A", "甲"));

    [Theory]
    [InlineData("x\n {{ unknown }}", "template-name", 2, 5)]
    [InlineData("{{ appraisal.scroes }}", "template-member", 1, 14)]
    [InlineData("{{ appraisal.scores.kpi.yaer.score }}", "template-member", 1, 25)]
    [InlineData("{{ appraisal.grade }}", "template-member", 1, 14)]
    [InlineData("{{ team.people.x }}", "template-member", 1, 16)]
    [InlineData("{{ policy.rollup.day }}", "template-member", 1, 18)]
    [InlineData("{{ kpi = appraisal.scores.kpi; kpi.grade }}", "template-member", 1, 36)]
    [InlineData("{{ for i in appraisal.scores.indicators }}{{ i.score }}{{ end }}", "template-member", 1, 48)]
    [InlineData("{{ appraisal.scores.indicators[0].score }}", "template-member", 1, 35)]
    [InlineData("{{ text 'b' }}", "template-text", 1, 4)]
    [InlineData("{{ 'b' | text }}{{ text \"c\" }}", "template-text", 1, 20)]
    [InlineData("{{ include 'nowhere' }}", "template-include", 1, 4)]
    [InlineData("{{ capture x }}<b>{{ end }}", "template-statement", 1, 4)]
    [InlineData("{{ import appraisal }}", "template-statement", 1, 4)]
    [InlineData("{{ date.now }}", "template-member", 1, 9)]
    [InlineData("{{ math.random 1 2 }}", "template-name", 1, 4)]
    [InlineData("{{ regex.match 'a' 'b' }}", "template-name", 1, 4)]
    public void A_fault_is_found_when_the_template_is_read(string body, string code, int line, int column)
    {
        var diagnostic = Assert.Single(Rendering.Read(body, Texts).Diagnostics);

        Assert.Equal((code, "body", line, column), (diagnostic.Code, diagnostic.Part, diagnostic.Line, diagnostic.Column));
    }

    [Theory]
    [InlineData("appraisal.scroes", "`appraisal` has no member `scroes` (did you mean `scores`?)")]
    [InlineData("appraisal.grade", "`appraisal` has no member `grade` (there is `appraisal.scores.grade`)")]
    [InlineData("appraisal.scores.components.weight", "`appraisal.scores.components` is a list and has no member `weight`; read its items with `for`, its length with `.size`")]
    [InlineData("appraisal.id.length", "`appraisal.id` is a single value and has no member `length`")]
    [InlineData("appraisal.promotion.winner", "`appraisal.promotion` has no member `winner`; it has `events`, `missing`, `outcome`, `rules`")]
    public void A_name_in_the_wrong_place_is_told_with_the_right_place(string path, string message)
    {
        Assert.Equal(message, Assert.Single(Rendering.Read($"{{{{ {path} }}}}", Texts).Diagnostics).Message);
    }

    [Theory]
    [InlineData("{{ for i in appraisal.scores.indicators }}{{ i.title }}{{ end }}{{ for i in appraisal.promotion.rules }}{{ i.outcome }}{{ end }}")]
    [InlineData("{{ func f(x) }}{{ x.outcome }}{{ end }}{{ f appraisal.promotion }}")]
    [InlineData("{{ x = appraisal.scores; x = appraisal.promotion; x.outcome }}")]
    [InlineData("{{ x = { mine: 1 }; x.mine }}")]
    [InlineData("{{ appraisal.scores.components.size }}{{ appraisal.scores.components[0].title.en }}")]
    public void What_cannot_be_told_is_not_refused(string body)
    {
        Assert.Empty(Rendering.Read(body, Texts).Diagnostics);
    }

    [Fact]
    public void A_stored_template_that_is_refused_today_still_renders_as_it_did()
    {
        const string body = "{{ appraisal.grade }}<b>{{ appraisal.id }}</b>";
        Assert.Null(Rendering.Read(body).Template);

        var stored = ReportTemplate.Load(body, Rendering.NoIncludes, Texts).Template!;

        Assert.Equal("<b>x</b>", Rendering.Render(stored, """{"id":"x"}"""));
    }

    [Fact]
    public void Every_member_of_the_stored_samples_is_known_where_it_stands()
    {
        foreach (var sample in new[] { "complete", "open" })
        {
            var stored = JsonNode.Parse(Samples.Bytes(sample))!;
            Assert.Empty(Unknown(stored, ReportModel.Shapes[ReportModel.Appraisal], "appraisal"));
        }

        Assert.Empty(typeof(Appraisal).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Except(ReportModel.Shapes[ReportModel.Appraisal].Members.Keys, StringComparer.Ordinal));
    }

    private static IEnumerable<string> Unknown(JsonNode? value, ReportShape shape, string path) => value switch
    {
        _ when shape.IsOpen => [],
        JsonObject o => o.SelectMany(m => shape.Members.TryGetValue(m.Key, out var member) ? Unknown(m.Value, member, $"{path}.{m.Key}") : [$"{path}.{m.Key}"]),
        JsonArray list => shape.Items is { } items ? list.SelectMany(i => Unknown(i, items, path + "[]")) : [path],
        _ => [],
    };

    [Fact]
    public void Every_fault_of_every_part_is_reported_at_once()
    {
        var reading = Rendering.Read("{{ one }}\n{{ two }}", Texts, ("part", "{{ three }}"));

        Assert.Null(reading.Template);
        Assert.Equal(
            [("body", 1), ("body", 2), ("includes/part", 1)],
            reading.Diagnostics.Select(d => (d.Part, d.Line)));
    }

    [Fact]
    public void Broken_syntax_is_reported_with_its_place()
    {
        var diagnostics = Rendering.Read("a\n{{ if true }}b").Diagnostics;

        Assert.All(diagnostics, d => Assert.Equal(("template-syntax", "body"), (d.Code, d.Part)));
        Assert.All(diagnostics, d => Assert.True(d.Line >= 1 && d.Column >= 1));
        Assert.NotEmpty(diagnostics);
    }

    [Fact]
    public void A_text_in_one_language_only_is_reported()
    {
        var texts = new ReportTexts(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "A" },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "乙" });

        Assert.Equal(
            ["the text `a` is missing in `zh-CN`", "the text `b` is missing in `en`"],
            Rendering.Read("", texts).Diagnostics.Select(d => d.Message),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_text_key_that_only_the_data_knows_is_an_error_when_it_is_missing()
    {
        var error = Rendering.Fails(() => Rendering.Render("{{ text 'status_' + appraisal.id }}", """{"id":"odd"}"""));

        Assert.Equal("there is no text `status_odd` in `en`; add it to the template's texts", error.Message);
    }

    [Fact]
    public void A_member_that_the_store_left_out_is_empty_and_one_below_it_is_an_error()
    {
        Assert.Equal("—", Rendering.Render("{{ number appraisal.scores.composite }}", """{"scores":{}}"""));
        Assert.Contains("scores", Rendering.Fails(() => Rendering.Render("{{ appraisal.scores.composite }}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ appraisal.subject }}")]
    [InlineData("{{ appraisal.policies }}")]
    public void An_object_or_a_list_cannot_be_written_by_mistake(string body)
    {
        var error = Rendering.Fails(() => Rendering.Render(body, """{"subject":{"name":"x"},"policies":[1]}"""));

        Assert.Contains("output one of its members", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ appraisal.id = 'other' }}")]
    [InlineData("{{ appraisal.subject.name = 'other' }}")]
    [InlineData("{{ array.size = 'other' }}")]
    public void A_template_cannot_change_the_data_or_the_functions(string body)
    {
        Rendering.Fails(() => Rendering.Render(body, """{"id":"x","subject":{"name":"x"}}"""));
    }

    [Fact]
    public async Task Who_waits_for_a_render_holds_no_thread()
    {
        using var renderer = new ReportRenderer(new ReportLimits { ConcurrentRenders = 1, Time = TimeSpan.FromMinutes(10), LoopRounds = int.MaxValue, AllocatedBytes = 1L << 50 });
        using var stop = new CancellationTokenSource();
        var data = ReportData.FromJson("{}"u8.ToArray());
        var endless = Task.Run(() => renderer.Render(Rendering.Parse("{{ while true; x = 1; end }}"), data, "en", stop.Token));

        // All calls are made on this thread: a call that blocked it would never return.
        var waiting = new List<Task<string>>();
        while (waiting.Count < 100)
        {
            var page = renderer.RenderAsync(Rendering.Parse("x"), data, new ReportView("en"), CancellationToken.None);
            if (!page.IsCompleted)
                waiting.Add(page);
            else
                await Task.Yield();
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(waiting), p => Assert.Equal("x", Rendering.Written(p)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
    }

    [Fact]
    public void One_template_serves_many_renders_at_once_and_nothing_leaks_between_them()
    {
        var template = Rendering.Parse("{{ seen = appraisal.id }}{{ for i in 1..200; x = seen; end }}{{ seen }}");
        using var renderer = new ReportRenderer(Rendering.Unhurried);

        var pages = Enumerable.Range(0, 64).AsParallel().AsOrdered().WithDegreeOfParallelism(4)
            .Select(i => Rendering.Written(renderer.Render(template, ReportData.FromJson(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{i}}"}""")), "en", CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i}"), pages, StringComparer.Ordinal);
    }

    [Fact]
    public void Reports_are_written_in_two_languages_only()
    {
        Assert.Throws<ArgumentException>(() => Rendering.Render("x", culture: "de"));
    }
}
