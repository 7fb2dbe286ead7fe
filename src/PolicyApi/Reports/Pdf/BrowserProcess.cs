using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PolicyApi.Reports.Pdf;

/// <summary>A headless browser that runs nothing, stores nothing and reaches nothing.</summary>
internal sealed class BrowserProcess : IDisposable
{
    // The pipe's ends are the descriptors 3 and 4 of the browser; a shell puts our two there.
    private const string Descriptors = "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1";

    private static readonly string[] Locked =
    [
        "--headless", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-extensions", "--disable-sync", "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
        "--disable-domain-reliability", "--no-pings", "--mute-audio", "--disable-breakpad", "--metrics-recording-only",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-features=MediaRouter,OptimizationHints,Translate", "--font-render-hinting=none",
    ];

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private bool _ended;

    private BrowserProcess(Process process, DirectoryInfo profile)
    {
        (_process, _profile) = (process, profile);
        DevTools = new DevTools(process.StandardInput.BaseStream, process.StandardOutput.BaseStream) { OnEvent = Hear };
        DevTools.Start();
    }

    /// <summary>Commands for the browser.</summary>
    public DevTools DevTools { get; }

    /// <summary>Hears every event too: the session it belongs to, its name and its parameters.</summary>
    public Action<string?, string, JsonObject>? Listener { get; set; }

    /// <summary>How many pages it has printed.</summary>
    public int Printed { get; set; }

    /// <summary>Whether it still answers.</summary>
    public bool Runs => !_ended && !_process.HasExited && !DevTools.Reading.IsCompleted;

    /// <summary>Whether it runs without a sandbox of its own, because the service runs as root, where Chromium has none.</summary>
    public static bool WithoutSandbox => Environment.IsPrivilegedProcess;

    /// <summary>Starts a browser.</summary>
    /// <param name="path">The program.</param>
    public static BrowserProcess Start(string path)
    {
        var profile = Directory.CreateTempSubdirectory("policy-service-pdf-");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "-c", Descriptors, "sh", path, "--user-data-dir=" + profile.FullName }.Concat(Locked).Concat(WithoutSandbox ? ["--no-sandbox"] : []))
            start.ArgumentList.Add(argument);

        // What the service has in its environment is nobody else's business.
        foreach (var name in start.Environment.Keys.Where(k => k is not ("PATH" or "LANG" or "LC_ALL" or "TMPDIR")).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = profile.FullName;
        return new BrowserProcess(Process.Start(start)!, profile);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(2_000);
        DevTools.Dispose();
        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A child that is still ending writes into it; the folder lies with the temporary files and holds no report.
        }
    }

    // Every request that a page makes is paused by the browser and refused here.
    private void Hear(string? session, string method, JsonObject parameters)
    {
        Listener?.Invoke(session, method, parameters);
        if (method == "Fetch.requestPaused")
            _ = RefuseAsync(session, (string)parameters["requestId"]!);
    }

    private async Task RefuseAsync(string? session, string request)
    {
        try
        {
            await DevTools.SendAsync(session, "Fetch.failRequest", new JsonObject { ["requestId"] = request, ["errorReason"] = "BlockedByClient" }, CancellationToken.None);
        }
        catch (IOException)
        {
            // The page has gone, and its request with it.
        }
    }
}
