using System.Diagnostics;
using System.Globalization;

namespace PolicyService.Load.Measured;

/// <summary>Binds processes to cores with <c>taskset</c> of util-linux; a call within a process would bind only one of its threads.</summary>
internal static class Cores
{
    /// <summary>Whether processes can be bound on this machine.</summary>
    public static bool CanBind { get; } = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");

    /// <summary>Returns how to start a program on certain cores.</summary>
    /// <param name="cores">The numbers of the cores, as <c>taskset</c> accepts them. Otherwise, the program would inherit the loader's core.</param>
    /// <param name="command">The program and its arguments.</param>
    public static ProcessStartInfo Start(string cores, params string[] command)
    {
        string[] bound = CanBind ? ["taskset", "-c", cores, .. command] : command;
        return new ProcessStartInfo(bound[0], bound[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
    }

    /// <summary>Binds all threads of this process to core 1.</summary>
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
