using System.Diagnostics;

namespace PolicyCli.Tests;

/// <summary>Runs the real program, as a shell would.</summary>
internal static class Cli
{
    /// <summary>The root folder of the repository, in which the program is started.</summary>
    public static string Home { get; } = FindHome();

    /// <summary>Runs <c>policy</c> with arguments to its end.</summary>
    public static Task<Ran> RunAsync(params string[] args) => RunAsync(input: null, args);

    /// <summary>Runs <c>policy</c> with a text on standard input.</summary>
    public static async Task<Ran> RunAsync(string? input, string[] args)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, await output, await error);
    }

    /// <summary>Runs <c>policy</c> with endless lines on standard input, and reads one line of its output, as <c>head -1</c> does.</summary>
    public static async Task<Ran> RunIntoHeadAsync(string line, string[] args)
    {
        using var process = Start(args);
        var error = process.StandardError.ReadToEndAsync();
        var feeding = FeedAsync(process, line);
        var first = await process.StandardOutput.ReadLineAsync();
        process.StandardOutput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        }
        finally
        {
            process.Kill();
        }

        await feeding;
        return new Ran(process.ExitCode, first!, await error);
    }

    private static Process Start(string[] args) => Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "policy.exe" : "policy"), args)
    {
        WorkingDirectory = Home,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task FeedAsync(Process process, string line)
    {
        try
        {
            while (true)
                await process.StandardInput.WriteAsync(line + "\n");
        }
        catch (IOException)
        {
            // The program has ended.
        }
    }

    private static string FindHome()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyService.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests run from within the repository");
    }
}

/// <summary>The result of a run.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error);
