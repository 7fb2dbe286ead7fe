using PolicyService.Faults.Kill;

namespace PolicyApi.Tests.Storage;

/// <summary>A short run of the fault command: <c>dotnet run -c Release --project tests/PolicyService.Faults -- kill --rounds N</c>.</summary>
public sealed class KillTests : IDisposable
{
    private const int OfSetUp = 2;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Remove();

    [Fact]
    public async Task Whatever_the_service_acknowledged_is_there_after_it_was_killed()
    {
        var told = new StringWriter();

        var outcome = await new KillRun(_folder.Path, new KillOptions { Rounds = 3, Life = TimeSpan.FromMinutes(5) }).RunAsync(told);

        Assert.True(outcome is { ExitCode: 0, Kills: 3 }, told.ToString());
        Assert.True(outcome.Count(Ledger.Kind.Decision) >= 20, outcome.ToString());
        Assert.True(outcome.Count(Ledger.Kind.Publication) > OfSetUp, outcome.ToString());
        await Missing_decisions_are_found_when_the_run_goes_on();
    }

    [Fact]
    public async Task A_machine_too_slow_for_a_round_shows_nothing_and_is_no_loss()
    {
        var options = new KillOptions { Rounds = 2, Ready = TimeSpan.FromMilliseconds(1), Tries = 2 };

        var outcome = await new KillRun(_folder.Path, options).RunAsync(TextWriter.Null);

        Assert.True(outcome is { ExitCode: 3, GaveUp: true, Kills: 0, Repeated: 2, Wrong: 0 }, outcome.ToString());
    }

    [SkippableFact]
    public async Task A_service_that_does_not_start_again_is_a_loss()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no `false`");

        var outcome = await new KillRun(_folder.Path, new KillOptions { Rounds = 2, Service = "false" }).RunAsync(TextWriter.Null);

        Assert.True(outcome is { ExitCode: 1, CannotStart: true, Kills: 0 }, outcome.ToString());
    }

    [Fact]
    public async Task A_second_service_on_the_same_folder_ends_with_the_reason()
    {
        using var first = await ServiceProcess.StartAsync(_folder.Path);

        var refusal = await Assert.ThrowsAsync<ServiceEndedException>(() => ServiceProcess.StartAsync(_folder.Path));

        Assert.Contains($"the data folder `{_folder.Path}` is in use by another process", refusal.Message, StringComparison.Ordinal);
        await first.KillAsync();
        using var third = await ServiceProcess.StartAsync(_folder.Path);
        await third.KillAsync();
    }

    /// <summary>Continues after the three rounds, with a decision added to the acknowledged ones that no run has acknowledged.</summary>
    private async Task Missing_decisions_are_found_when_the_run_goes_on()
    {
        new Ledger(Path.Combine(_folder.Path, "acknowledged.txt")).Add([new Ledger.Entry(Ledger.Kind.Decision, "dec_0", "00")]);
        var told = new StringWriter();

        var outcome = await new KillRun(_folder.Path, new KillOptions { From = 4, Rounds = 4 }).RunAsync(told);

        Assert.True(outcome is { ExitCode: 1, Kills: 1, Wrong: 1 }, told.ToString());
        Assert.Contains("the decision `dec_0` is lost", told.ToString(), StringComparison.Ordinal);
    }
}
