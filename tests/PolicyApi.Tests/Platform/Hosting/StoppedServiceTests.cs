using System.Runtime.CompilerServices;
using PolicyApi.Tests.Answers;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Platform.Hosting;

public sealed class StoppedServiceTests
{
    private const int Started = 5;

    // A few may not have been collected yet, which proves nothing; if more stay alive, something still holds them.
    private const int MayLinger = 2;

    [Fact]
    public async Task A_service_that_has_stopped_leaves_nothing_behind_in_the_process()
    {
        var stopped = new List<WeakReference>();
        for (var i = 0; i < Started; i++)
            stopped.Add(await StartAndStopAsync());

        var patience = DateTime.UtcNow.AddSeconds(60);
        while (stopped.Count(s => s.IsAlive) > MayLinger && DateTime.UtcNow < patience)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(100);
        }

        Assert.InRange(stopped.Count(s => s.IsAlive), 0, MayLinger);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> StartAndStopAsync()
    {
        var service = new RunningService();
        await service.InitializeAsync();
        var answer = await service.PostAsync("/v1/schemes/kam-annual/appraisals", await File.ReadAllTextAsync(Repository.PathOf("samples/managers/km-016.json")));
        Assert.Equal(200, answer.Status);
        var weak = new WeakReference(service.Services);
        await service.DisposeAsync();
        return weak;
    }
}
