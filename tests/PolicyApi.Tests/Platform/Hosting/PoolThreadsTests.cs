using PolicyApi.Platform.Hosting;

namespace PolicyApi.Tests.Platform.Hosting;

/// <summary>How many threads answer side by side, on one core as well.</summary>
public sealed class PoolThreadsTests
{
    [Fact]
    public void There_are_16_at_least_and_more_that_were_set_from_outside_stay()
    {
        PoolThreads.Prepare();
        ThreadPool.GetMinThreads(out var least, out var completions);
        Assert.True(least >= PoolThreads.Least);

        // Nobody is disturbed by more of them for the rest of the run.
        ThreadPool.SetMinThreads(least + 4, completions);
        PoolThreads.Prepare();
        ThreadPool.GetMinThreads(out var kept, out _);
        Assert.Equal(least + 4, kept);
    }
}
