namespace PolicyService.Faults.PowerLoss;

/// <summary>Many losses of power and full disks, at operations chosen by chance.</summary>
internal static class PowerLossCommand
{
    /// <summary>Runs them.</summary>
    /// <param name="losses">How many losses of power.</param>
    /// <param name="firstSeed">The seed of the first; each further one has the next.</param>
    /// <param name="output">Is told the seed and the operation of whatever goes wrong.</param>
    /// <returns>How many went wrong.</returns>
    public static async Task<int> RunAsync(int losses, int firstSeed, TextWriter output)
    {
        var wrong = 0;
        for (var seed = firstSeed; seed < firstSeed + losses; seed++)
        {
            var at = 1 + new Random(seed).NextInt64(await PowerLossRun.CountOperationsAsync(seed));
            wrong += await TellAsync($"seed {seed}, power lost at operation {at}", await new PowerLossRun(seed).LosePowerAsync(at), output);
        }

        return wrong;
    }

    /// <summary>Fills disks.</summary>
    /// <param name="times">How many.</param>
    /// <param name="output">Is told whatever goes wrong.</param>
    /// <returns>How many went wrong.</returns>
    public static async Task<int> FillAsync(int times, TextWriter output)
    {
        var wrong = 0;
        for (var seed = 1; seed <= times; seed++)
        {
            var free = new Random(seed).Next(1_000, 3_000_000);
            wrong += await TellAsync($"seed {seed}, {free} bytes free", await new PowerLossRun(seed).FillDiskAsync(free), output);
        }

        return wrong;
    }

    private static async Task<int> TellAsync(string what, IReadOnlyList<string> problems, TextWriter output)
    {
        foreach (var problem in problems)
            await output.WriteLineAsync($"{what}: {problem}");
        return problems.Count > 0 ? 1 : 0;
    }
}
