using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

public sealed class LimitTests
{
    private static readonly ReportLimits Small = new() { OutputCharacters = 100 };

    [Fact]
    public void A_report_of_exactly_the_limit_is_whole()
    {
        Assert.Equal(new string('x', 100), Rendering.Render(new string('x', 100), limits: Small));
    }

    [Theory]
    [InlineData("{{ for i in 1..101; 'x'; end }}")]
    [InlineData("{{ for i in 1..101 }}x{{ end }}")]
    [InlineData("{{ for i in 1..51; '<'; end }}")]
    [InlineData("{{ func f }}0123456789{{ end; for i in 1..11; f; end }}")]
    public void One_character_more_is_an_error_and_never_a_cut(string body)
    {
        var error = Rendering.Fails(() => Rendering.Render(body, limits: Small));

        Assert.Equal("the report is longer than 100 characters; shorten what the template repeats", error.Message);
    }

    [Fact]
    public void An_include_counts_towards_the_limit()
    {
        var template = Rendering.Parse("{{ for i in 1..11; include 'part'; end }}", null, ("part", "0123456789"));

        Assert.Contains("longer than 100", Rendering.Fails(() => Rendering.Render(template, limits: Small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_loop_stops_at_the_limit_of_rounds()
    {
        var error = Rendering.Fails(() => Rendering.Render("a\n  {{ while true; x = 1; end }}"));

        Assert.Equal(("body", 2), (error.Part, error.Line));
        Assert.Contains("20000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_loop_stops_when_its_time_is_over()
    {
        var limits = new ReportLimits { LoopRounds = int.MaxValue, Time = TimeSpan.FromMilliseconds(50) };

        var error = Rendering.Fails(() => Rendering.Render("{{ while true; x = 1; end }}", limits: limits));

        Assert.Equal("the report took longer than 0.05 s; shorten the template's loops", error.Message);
    }

    [Theory]
    [InlineData("{{ include 'part' }}")]
    [InlineData("{{ func f; f; end; f }}")]
    public void What_calls_itself_stops_at_the_limit_of_depth(string body)
    {
        var template = Rendering.Parse(body, null, ("part", "{{ include 'part' }}"));

        Assert.Contains("recursive depth limit", Rendering.Fails(() => Rendering.Render(template)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_doubles_stops_before_it_fills_the_memory()
    {
        Rendering.Fails(() => Rendering.Render("{{ x = 'x'; for i in 1..40; x = x + x; end; x }}"));
    }

    [Fact]
    public void A_caller_who_gives_up_gets_a_cancellation_and_not_a_report_error()
    {
        using var renderer = new ReportRenderer(Rendering.Unhurried);
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => renderer.Render(Rendering.Parse("x"), ReportData.FromJson("{}"u8.ToArray()), "en", gone.Token));
    }

    [Fact]
    public void A_template_above_its_size_is_refused()
    {
        var reading = ReportTemplate.Parse("0123456789", Rendering.NoIncludes, Rendering.Texts(), new ReportLimits { TemplateCharacters = 9 });

        Assert.Equal("the template has 10 characters; at most 9 are allowed", Assert.Single(reading.Diagnostics).Message);
    }
}
