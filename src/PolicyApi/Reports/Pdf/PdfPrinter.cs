using System.Text.Json.Nodes;

namespace PolicyApi.Reports.Pdf;

/// <summary>
/// Prints reports with a browser that is started for the first report and reused. Every report gets a context of its own, without scripts,
/// network, cookies or cache.
/// </summary>
/// <param name="settings">The browser and its limits.</param>
/// <param name="log">Receives starts and failures.</param>
public sealed partial class PdfPrinter(PdfSettings settings, ILogger<PdfPrinter> log) : IDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly SemaphoreSlim _printing = new(settings.Concurrent);
    private BrowserProcess? _browser;

    /// <summary>Prints one page.</summary>
    /// <param name="html">A self-contained HTML page; all its requests are refused.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PdfUnavailableException">There is no browser, or it failed; the message says what to do.</exception>
    public async Task<byte[]> PrintAsync(string html, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(html);
        var path = BrowserFinder.Find(settings);
        await _printing.WaitAsync(cancellationToken);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(TimeSpan.FromSeconds(settings.Seconds));
        try
        {
            // A page of another request may crash the browser, so the page is tried once more with a new browser.
            return await TryAsync(path, html, timed.Token, cancellationToken) ?? await TryAsync(path, html, timed.Token, cancellationToken) ?? throw Unavailable(path, null);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Failed(log, e);
            throw Unavailable(path, e);
        }
        finally
        {
            _printing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _browser?.Dispose();
        _starting.Dispose();
        _printing.Dispose();
    }

    /// <summary>Ends the browser as a crash would, for tests.</summary>
    internal void Kill() => _browser?.Dispose();

    private PdfUnavailableException Unavailable(string path, Exception? cause) =>
        new($"the browser did not print the report: it took longer than {settings.Seconds} s or ended, twice; try again, ask for `format=html`, or check whether `{path} --headless` runs on this machine.", cause);

    // Returns null if the browser failed.
    private async Task<byte[]?> TryAsync(string path, string html, CancellationToken timed, CancellationToken caller)
    {
        BrowserProcess? browser = null;
        try
        {
            browser = await BrowserAsync(path, timed);
            return await PrintAsync(browser.DevTools, html, timed);
        }
        catch (IOException e)
        {
            Failed(log, e);
            await DropAsync(browser);
            return null;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            await DropAsync(browser);
            throw;
        }
    }

    private static async Task<byte[]> PrintAsync(DevTools tools, string html, CancellationToken cancellation)
    {
        var context = (string)(await tools.SendAsync(null, "Target.createBrowserContext", [], cancellation))["browserContextId"]!;
        try
        {
            var target = (string)(await tools.SendAsync(null, "Target.createTarget", new JsonObject { ["url"] = "about:blank", ["browserContextId"] = context }, cancellation))["targetId"]!;
            var session = (string)(await tools.SendAsync(null, "Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }, cancellation))["sessionId"]!;
            await LockAsync(tools, session, cancellation);
            await tools.SendAsync(session, "Page.setDocumentContent", new JsonObject { ["frameId"] = target, ["html"] = html }, cancellation);
            var options = new JsonObject { ["printBackground"] = true, ["preferCSSPageSize"] = true, ["generateTaggedPDF"] = true };
            return Convert.FromBase64String((string)(await tools.SendAsync(session, "Page.printToPDF", options, cancellation))["data"]!);
        }
        finally
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await tools.SendAsync(null, "Target.disposeBrowserContext", new JsonObject { ["browserContextId"] = context }, soon.Token);
        }
    }

    private static async Task LockAsync(DevTools tools, string session, CancellationToken cancellation)
    {
        await tools.SendAsync(session, "Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true }, cancellation);
        await tools.SendAsync(session, "Network.enable", [], cancellation);
        await tools.SendAsync(session, "Network.emulateNetworkConditions", new JsonObject { ["offline"] = true, ["latency"] = 0, ["downloadThroughput"] = 0, ["uploadThroughput"] = 0 }, cancellation);
        await tools.SendAsync(session, "Fetch.enable", new JsonObject { ["patterns"] = new JsonArray(new JsonObject { ["urlPattern"] = "*" }) }, cancellation);
        await tools.SendAsync(session, "Page.enable", [], cancellation);
    }

    private async Task<BrowserProcess> BrowserAsync(string path, CancellationToken cancellation)
    {
        await _starting.WaitAsync(cancellation);
        try
        {
            // A worn-out browser is closed only if nothing else is printing with it.
            if (_browser is { } used && (!used.Runs || (used.Printed >= settings.PerBrowser && _printing.CurrentCount == settings.Concurrent - 1)))
            {
                used.Dispose();
                _browser = null;
            }

            if (_browser is null)
            {
                _browser = BrowserProcess.Start(path);
                Started(log, path, BrowserProcess.WithoutSandbox ? "without a sandbox, because the service runs as root; run it as another user" : "in its sandbox");
            }

            _browser.Printed++;
            return _browser;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task DropAsync(BrowserProcess? failed)
    {
        await _starting.WaitAsync(CancellationToken.None);
        try
        {
            if (failed is null || !ReferenceEquals(failed, _browser))
                return;
            _browser.Dispose();
            _browser = null;
        }
        finally
        {
            _starting.Release();
        }
    }

    [LoggerMessage(LogLevel.Information, "{Path} prints reports, {Sandbox}")]
    private static partial void Started(ILogger log, string path, string sandbox);

    [LoggerMessage(LogLevel.Warning, "a report was not printed")]
    private static partial void Failed(ILogger log, Exception exception);
}
