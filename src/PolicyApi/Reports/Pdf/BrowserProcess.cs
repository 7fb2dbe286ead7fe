using System.Diagnostics;
using System.Text.Json.Nodes;

namespace PolicyApi.Reports.Pdf;

/// <summary>A headless browser without extensions, background services, stored data or network access.</summary>
internal sealed class BrowserProcess : IDisposable
{
    // The browser expects the ends of the pipe at the descriptors 3 and 4; a shell moves our standard input and output there.
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

    /// <summary>The connection for commands to the browser.</summary>
    public DevTools DevTools { get; }

    /// <summary>A further listener for every event, called with its session, name and parameters.</summary>
    public Action<string?, string, JsonObject>? Listener { get; set; }

    /// <summary>The number of pages that it has printed.</summary>
    public int Printed { get; set; }

    /// <summary>Whether the browser is still running and connected.</summary>
    public bool Runs => !_ended && !_process.HasExited && !DevTools.Reading.IsCompleted;

    /// <summary>Whether the browser runs without its own sandbox, which Chromium does not support as root.</summary>
    public static bool WithoutSandbox => Environment.IsPrivilegedProcess;

    /// <summary>Starts a browser.</summary>
    /// <param name="path">The path of the program.</param>
    public static BrowserProcess Start(string path)
    {
        var profile = Directory.CreateTempSubdirectory("policy-service-pdf-");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { "-c", Descriptors, "sh", path, "--user-data-dir=" + profile.FullName }.Concat(Locked).Concat(WithoutSandbox ? ["--no-sandbox"] : []))
            start.ArgumentList.Add(argument);

        // The service's environment may contain secrets, so the browser gets only a few variables.
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
            // A child process that is still ending may write into the folder. It is a temporary folder without reports, so it may stay.
        }
    }

    // The browser pauses every request that a page makes, and it is refused here.
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
            // The page is closed, and its request with it.
        }
    }
}
