using System.Diagnostics;

namespace PolicyApi.Tests.Reports;

/// <summary>The programs of Poppler, which read PDF apart from the browser that wrote it.</summary>
internal static class PdfTools
{
    /// <summary>What a program writes; it has to end well.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
