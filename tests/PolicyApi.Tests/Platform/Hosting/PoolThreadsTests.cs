using PolicyApi.Platform.Hosting;

namespace PolicyApi.Tests.Platform.Hosting;

/// <summary>The number of threads that answer in parallel, even on one core.</summary>
public sealed class PoolThreadsTests
{
    [Fact]
    public void There_are_16_at_least_and_more_that_were_set_from_outside_stay()
    {
        PoolThreads.Prepare();
        ThreadPool.GetMinThreads(out var least, out var completions);
        Assert.True(least >= PoolThreads.Least);

        // A higher minimum does not affect the other tests of the run.
        ThreadPool.SetMinThreads(least + 4, completions);
        PoolThreads.Prepare();
        ThreadPool.GetMinThreads(out var kept, out _);
        Assert.Equal(least + 4, kept);
    }
}
