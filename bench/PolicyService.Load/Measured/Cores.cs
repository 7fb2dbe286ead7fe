using System.Diagnostics;
using System.Globalization;

namespace PolicyService.Load.Measured;

/// <summary>Gives processes a core each, by <c>taskset</c> of util-linux: a process's own call would bind only one of its threads.</summary>
internal static class Cores
{
    /// <summary>Whether processes can be bound here.</summary>
    public static bool CanBind { get; } = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");

    /// <summary>How to start a program on some cores.</summary>
    /// <param name="cores">Their numbers, as <c>taskset</c> takes them. Without, a program would have the loader's.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ProcessStartInfo Start(string cores, params string[] command)
    {
        string[] bound = CanBind ? ["taskset", "-c", cores, .. command] : command;
        return new ProcessStartInfo(bound[0], bound[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
    }

    /// <summary>Binds this process with all its threads to core 1.</summary>
    public static async Task TakeSecondAsync()
    {
        if (!CanBind)
        {
            Console.WriteLine("load: processes cannot be bound to cores here; server and loader share them");
            return;
        }

        var start = new ProcessStartInfo("taskset", ["-a", "-c", "-p", "1", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var bind = Process.Start(start)!;
        await bind.StandardOutput.ReadToEndAsync();
        await bind.WaitForExitAsync();
    }
}
