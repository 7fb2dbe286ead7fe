using PolicyService.Faults.Kill;

namespace PolicyApi.Tests.Storage;

/// <summary>What the fault command does at length: <c>dotnet run -c Release --project tests/PolicyService.Faults -- kill --rounds N</c>.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Remove();

    [Fact]
    public async Task Whatever_the_service_acknowledged_is_there_after_it_was_killed()
    {
        var told = new StringWriter();
        var run = new KillRun(_folder.Path);

        var wrong = await run.RunAsync(3, told);

        Assert.True(wrong == 0, told.ToString());
        Assert.True(run.Decisions >= 20, run.Counts);
    }

    [Fact]
    public async Task A_second_service_on_the_same_folder_ends_with_the_reason()
    {
        using var first = await ServiceProcess.StartAsync(_folder.Path);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => ServiceProcess.StartAsync(_folder.Path));

        Assert.Contains($"the data folder `{_folder.Path}` is open in another process", refusal.Message, StringComparison.Ordinal);
        await first.KillAsync();
        using var third = await ServiceProcess.StartAsync(_folder.Path);
        await third.KillAsync();
    }
}
