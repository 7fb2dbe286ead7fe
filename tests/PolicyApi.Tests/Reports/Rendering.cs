using System.Text;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

/// <summary>Helpers that render small templates.</summary>
internal static class Rendering
{
    /// <summary>The default limits without that of time, which a busy machine may exceed with any template.</summary>
    public static readonly ReportLimits Unhurried = new() { Time = TimeSpan.FromMinutes(2) };

    public static readonly IReadOnlyDictionary<string, string> NoIncludes = new Dictionary<string, string>(StringComparer.Ordinal);

    public static ReportTexts Texts(params (string Key, string En, string ZhCn)[] texts) => new(
        texts.ToDictionary(t => t.Key, t => t.En, StringComparer.Ordinal),
        texts.ToDictionary(t => t.Key, t => t.ZhCn, StringComparer.Ordinal));

    public static TemplateReading Read(string body, ReportTexts? texts = null, params (string Name, string Text)[] includes) =>
        ReportTemplate.Parse(body, includes.ToDictionary(i => i.Name, i => i.Text, StringComparer.Ordinal), texts ?? Texts());

    public static ReportTemplate Parse(string body, ReportTexts? texts = null, params (string Name, string Text)[] includes)
    {
        var reading = Read(body, texts, includes);
        Assert.Empty(reading.Diagnostics);
        return reading.Template!;
    }

    public static string Render(string body, string json = "{}", string culture = "en", ReportLimits? limits = null, ReportTexts? texts = null) =>
        Render(Parse(body, texts), json, culture, limits);

    public static string Render(ReportTemplate template, string json = "{}", string culture = "en", ReportLimits? limits = null)
    {
        using var renderer = new ReportRenderer(limits ?? Unhurried);
        return Written(renderer.Render(template, ReportData.FromJson(Encoding.UTF8.GetBytes(json)), culture, CancellationToken.None));
    }

    /// <summary>Returns the output of the template, without the head that every page has.</summary>
    public static string Written(string page) => page.StartsWith(SafePage.Head, StringComparison.Ordinal) ? page[SafePage.Head.Length..] : page;

    public static ReportException Fails(Func<string> render) => Assert.Throws<ReportException>(() => { render(); });
}
