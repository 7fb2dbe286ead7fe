using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PolicyService.Load;

/// <summary>
/// A temporary folder for the data of a run. It goes with the run, also when that is told to end; what a run has left that was killed goes with the next.
/// </summary>
internal sealed partial class RunFolder : IDisposable
{
    private const string Prefix = "policy-load-";

    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _isEnding;

    /// <summary>Removes what dead runs have left, and makes a folder.</summary>
    public RunFolder()
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*").Where(IsOfDeadRun))
            TryRemove(left);
        Path = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            _signals.Add(PosixSignalRegistration.Create(signal, End));
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Ends what still runs on it, and removes it.</summary>
    public void Dispose()
    {
        // The run breaks off because its service has gone. Whoever ended that ends the process, too, and says nothing.
        if (_isEnding)
            Thread.Sleep(Timeout.Infinite);
        Remove(Path);
        _signals.ForEach(s => s.Dispose());
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        _isEnding = true;
        Remove(Path);

        // As a shell says it of a program that a signal has ended.
        Environment.Exit(128 + context.Signal switch { PosixSignal.SIGINT => 2, PosixSignal.SIGTERM => 15, _ => 1 });
    }

    private static bool IsOfDeadRun(string folder)
    {
        if (Name().Match(System.IO.Path.GetFileName(folder)) is not { Success: true } match)
            return false;
        try
        {
            Process.GetProcessById(int.Parse(match.Groups["process"].Value, CultureInfo.InvariantCulture)).Dispose();
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Remove(folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or Win32Exception)
        {
            // Another user's, who will remove it.
        }
    }

    // A service that has lost its loader serves on; its folder stands in its command line.
    private static void Remove(string folder)
    {
        foreach (var process in Process.GetProcesses().Where(p => p.Id != Environment.ProcessId && CommandOf(p).Contains(folder, StringComparison.Ordinal)))
        {
            process.Kill();
            process.WaitForExit();
        }

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string CommandOf(Process process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or there is no such file on this system.
            return "";
        }
    }

    [GeneratedRegex("^" + Prefix + "(?<process>[0-9]{1,9})-", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
