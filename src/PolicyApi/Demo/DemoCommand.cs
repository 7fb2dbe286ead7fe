using System.Globalization;
using PolicyApi.Access.Keys;
using PolicyApi.Appraisals;
using PolicyApi.Platform.Content;
using PolicyApi.Platform.Hosting;

namespace PolicyApi.Demo;

/// <summary>
/// Shows the whole service in one command: with a fresh store and the default policies, appraises the sample managers, prints a table and saves reports.
/// </summary>
internal static class DemoCommand
{
    private const string Scheme = "kam-annual";
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private const string AnyPort = "http://127.0.0.1:0";
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);
    private static readonly string[] Languages = ["en", "zh-CN"];

    /// <summary>Runs the demo, and keeps the service running unless asked to exit.</summary>
    /// <param name="options">The options of the command.</param>
    /// <param name="output">Receives the table, the addresses and the demo's own key.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(DemoOptions options, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        var folder = Directory.CreateDirectory(Path.Combine(
            ContentFolders.Find().Home.FullName, "data", "demo", DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)));
        await using var app = await PolicyApiHost.BuildAsync(
            ["--Store:Folder", Path.Combine(folder.FullName, "store"), "--urls", options.Exit ? AnyPort : DefaultUrl, "--Logging:LogLevel:Default", "Warning",

             // A bootstrap key in the environment belongs to the real service.
             "--Access:BootstrapKey=", "--Access:BootstrapKeyFile=",

             // There is only one key, so nobody else could approve changes.
             "--Governance:SinglePerson", "true", .. options.Rest]);
        await app.StartAsync();
        var reports = Directory.CreateDirectory(options.Output ?? Path.Combine(folder.FullName, "reports"));
        var key = await ShowAsync(app, reports, output);
        if (options.Exit)
        {
            await app.StopAsync();
            return 0;
        }

        await output.WriteLineAsync($"Try: curl -H \"Authorization: Bearer {key}\" {new Uri(new Uri(app.Urls.First()), "/v1/me")}");
        await output.WriteLineAsync("This key works for this demo's data and for one day; paste it under Authorize in Swagger.");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task<string> ShowAsync(WebApplication app, DirectoryInfo reports, TextWriter output)
    {
        var address = new Uri(app.Urls.First());
        using var http = new HttpClient { BaseAddress = address };
        var client = new DemoClient(http);
        var key = await client.SignInAsync(BootstrapKey(app), DateTimeOffset.UtcNow + KeyLifetime, CancellationToken.None);
        var appraisals = new List<Appraisal>();
        foreach (var file in app.Services.GetRequiredService<ContentFolders>().Managers.EnumerateFiles("*.json").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var appraisal = await client.AppraiseAsync(Scheme, await File.ReadAllBytesAsync(file.FullName), CancellationToken.None);
            await SaveReportsAsync(client, appraisal, reports, Path.GetFileNameWithoutExtension(file.Name));
            appraisals.Add(appraisal);
        }

        await output.WriteLineAsync(TextTable.Format(ResultRow.Head, [.. appraisals.Select(ResultRow.Of)]));
        await output.WriteLineAsync($"{appraisals.Count} managers appraised by `{Scheme}`; reports in English and Chinese: {reports.FullName}");
        await output.WriteLineAsync($"Swagger: {new Uri(address, "/swagger")}");
        return key;
    }

    private static string BootstrapKey(WebApplication app) => File.ReadAllText(app.Services.GetRequiredService<BootstrapKey>().FilePath).Trim();

    private static async Task SaveReportsAsync(DemoClient client, Appraisal appraisal, DirectoryInfo reports, string name)
    {
        foreach (var language in Languages)
        {
            var page = await client.ReportAsync(appraisal.Id, language, CancellationToken.None);
            await File.WriteAllBytesAsync(Path.Combine(reports.FullName, $"{name}.{language}.html"), page);
        }
    }
}
