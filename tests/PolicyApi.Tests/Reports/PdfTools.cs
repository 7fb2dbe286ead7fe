using System.Diagnostics;

namespace PolicyApi.Tests.Reports;

/// <summary>The programs of Poppler, which read PDF independently of the browser that wrote it.</summary>
internal static class PdfTools
{
    /// <summary>Runs a program, which must succeed, and returns its output.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
