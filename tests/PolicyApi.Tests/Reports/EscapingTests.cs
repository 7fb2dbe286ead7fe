using System.Xml.Linq;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class EscapingTests
{
    private const string Hostile = """{"subject":{"name":"<script>alert('x')</script>\" & more"}}""";
    private const string Escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; &amp; more";

    [Theory]
    [InlineData("<p>{{ appraisal.subject.name }}</p>")]
    [InlineData("<p title=\"{{ appraisal.subject.name }}\"></p>")]
    [InlineData("{{ func show(x) }}{{ x }}{{ end }}{{ show appraisal.subject.name }}")]
    [InlineData("{{ x = appraisal.subject.name + '' }}{{ x }}")]
    [InlineData("{{ svg_bars appraisal.subject.name [{ label: 'a', value: 1 }] 5 }}")]
    [InlineData("{{ svg_bars 't' [{ label: 'a', value: 1, text: appraisal.subject.name }] 5 }}")]
    [InlineData("{{ svg_gauge appraisal.subject.name 1 5 }}")]
    public void A_name_stays_text_wherever_it_is_written(string body)
    {
        var html = Rendering.Render(body, Hostile);

        Assert.Contains(Escaped, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_of_a_chart_joined_to_text_is_escaped_like_any_text()
    {
        var html = Rendering.Render("{{ x = (svg_gauge 't' 1 5) + '!' }}{{ x }}");

        Assert.StartsWith("&lt;svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_include_writes_its_markup_and_escapes_its_data()
    {
        var template = Rendering.Parse("{{ include 'part' name: appraisal.subject.name }}", null, ("part", "<b>{{ $name }}</b>"));

        Assert.Equal($"<b>{Escaped}</b>", Rendering.Render(template, Hostile));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void The_shipped_report_holds_a_hostile_name_as_text_and_asks_the_network_for_nothing(string culture)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        var html = renderer.Render(Samples.Template, Samples.Data("open"), culture, CancellationToken.None);

        Assert.Contains("&lt;script&gt;alert(&#39;Bo &amp; Co&#39;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal)
            .Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("open")]
    public void Every_chart_of_the_shipped_report_is_well_formed_named_and_an_image(string sample)
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        var charts = Svg.In(renderer.Render(Samples.Template, Samples.Data(sample), "en", CancellationToken.None));

        Assert.True(charts.Count >= 10, $"only {charts.Count} charts");
        Assert.All(charts, c => Assert.Equal("img", c.Attribute("role")?.Value));
        Assert.All(charts, c => Assert.NotEmpty(c.Element(XName.Get("title", c.Name.NamespaceName))!.Value));
    }
}
