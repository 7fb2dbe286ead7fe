using PolicyService.Faults.PowerLoss;

namespace PolicyApi.Tests.Storage;

/// <summary>A short run of the fault command: <c>dotnet run -c Release --project tests/PolicyService.Faults -- power --rounds N</c>.</summary>
public sealed class PowerLossTests
{
    [Fact]
    public async Task Whatever_was_acknowledged_is_there_after_any_loss_of_power()
    {
        var problems = new StringWriter();

        await PowerLossCommand.RunAsync(300, 1_000_001, problems);

        Assert.Equal(string.Empty, problems.ToString());
    }

    [Fact]
    public async Task A_full_disk_is_told_and_loses_nothing()
    {
        var problems = new StringWriter();

        await PowerLossCommand.FillAsync(20, problems);

        Assert.Equal(string.Empty, problems.ToString());
    }
}
