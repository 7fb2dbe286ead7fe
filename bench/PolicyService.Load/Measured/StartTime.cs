using System.Diagnostics;
using System.Text.RegularExpressions;
using PolicyApi.Platform.Answers;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>From the start of the service's own program until it has given its first correct answer, on a store that is there.</summary>
internal static partial class StartTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Starts the program once, on both cores, as it would be.</summary>
    /// <param name="program">A program, or a <c>.dll</c> for <c>dotnet</c>.</param>
    /// <param name="home">Whose <c>data</c> is its store; nobody else has it open.</param>
    /// <param name="key">A key that may evaluate.</param>
    /// <param name="facts">What is asked.</param>
    public static async Task<TimeSpan> MeasureAsync(string program, string home, string key, byte[] facts)
    {
        string[] command = program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : [program];
        var start = Cores.Start("0,1", [.. command, .. RealService.Arguments(home, LogMode.Durable)]);
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            using var patience = new CancellationTokenSource(Longest);
            var address = await AddressAsync(process, patience.Token);
            using var client = new HttpClient();
            await AnswerCheck.AskAsync(client, new Uri(address + RealService.Decide), key, facts);
            return watch.Elapsed;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> AddressAsync(Process process, CancellationToken cancellation)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return match.Groups["address"].Value;
        }

        throw new InvalidOperationException("the service ended before it listened.");
    }

    [GeneratedRegex("(?<address>http://127\\.0\\.0\\.1:[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
