using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PolicyService.Load;

/// <summary>
/// A temporary folder for the data of a run. It is removed at the end of the run, also after a signal; the next run removes the folders of killed runs.
/// </summary>
internal sealed partial class RunFolder : IDisposable
{
    private const string Prefix = "policy-load-";

    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _isEnding;

    /// <summary>Removes the folders of killed runs, and creates a new one.</summary>
    public RunFolder()
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*").Where(IsOfDeadRun))
            TryRemove(left);
        Path = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            _signals.Add(PosixSignalRegistration.Create(signal, End));
    }

    /// <summary>The path of the folder.</summary>
    public string Path { get; }

    /// <summary>Ends the processes that still use the folder, and removes it.</summary>
    public void Dispose()
    {
        // The run fails because the signal handler has ended its service. The handler also ends this process, without further messages.
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

        // The usual exit code for a program that was ended by a signal.
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
            // The folder belongs to another user, who will remove it.
        }
    }

    // A service keeps running after its loader was killed; its command line contains the folder.
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
            // The process has ended meanwhile, or this system has no such file.
            return "";
        }
    }

    [GeneratedRegex("^" + Prefix + "(?<process>[0-9]{1,9})-", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
