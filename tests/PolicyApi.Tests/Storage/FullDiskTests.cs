using System.Net;
using PolicyService.Faults.Kill;

namespace PolicyApi.Tests.Storage;

/// <summary>The real service when its files cannot grow.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Remove();

    [SkippableFact]
    public async Task A_service_that_cannot_write_is_not_ready_any_more_ends_with_the_reason_and_has_lost_nothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the limit is set by prlimit");
        (string Id, string Sha256) kept;
        string key;
        using (var service = await ServiceProcess.StartOnSmallDiskAsync(_folder.Path))
        {
            using var client = await SetUpAsync(service);
            key = client.Key;
            kept = await client.DecideAsync("load");
            Assert.Equal(HttpStatusCode.OK, await client.ReadyAsync());

            await service.FillDiskAsync();
            var refusal = await Assert.ThrowsAsync<RefusedException>(() => client.DecideAsync("load"));

            Assert.Contains("answered with 503", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("store-unavailable", refusal.Message, StringComparison.Ordinal);
            while (!service.HasEnded)
                Assert.NotEqual(HttpStatusCode.OK, await client.ReadyAsync());
            Assert.Equal(3, await service.WaitAsync());
            Assert.Contains("the service ends: the store stopped after a failure of its files; check the disk and its free space", service.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled exception", service.Output, StringComparison.Ordinal);
        }

        using var again = await ServiceProcess.StartAsync(_folder.Path);
        using var reader = new ServiceClient(again.Address, string.Empty) { Key = key };
        Assert.Equal(kept.Sha256, await reader.HashOfAsync(kept.Id));
        await reader.DecideAsync("load");
        await again.KillAsync();
    }

    [SkippableFact]
    public async Task A_service_that_cannot_make_its_files_does_not_start_and_says_why()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the limit is set by the shell");

        var refusal = await Assert.ThrowsAsync<ServiceEndedException>(() => ServiceProcess.StartOnSmallDiskAsync(_folder.Path, isFull: true).WaitAsync(Patience));

        Assert.Contains("the service cannot start: the store cannot be opened; check the disk and its free space", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_service_whose_disk_is_full_when_it_starts_again_ends_with_the_reason_and_starts_when_there_is_room()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the limit is set by the shell");
        string key;
        (string Id, string Sha256) kept;
        using (var service = await ServiceProcess.StartAsync(_folder.Path))
        {
            using var client = await SetUpAsync(service);
            (key, kept) = (client.Key, await client.DecideAsync("load"));
            await service.KillAsync();
        }

        var output = await OutputOfFullDiskAsync();

        Assert.Contains("check the disk and its free space", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", output, StringComparison.Ordinal);
        using var again = await ServiceProcess.StartAsync(_folder.Path);
        using var reader = new ServiceClient(again.Address, string.Empty) { Key = key };
        Assert.Equal(kept.Sha256, await reader.HashOfAsync(kept.Id));
        await again.KillAsync();
    }

    // The service may or may not listen before its first write fails.
    private async Task<string> OutputOfFullDiskAsync()
    {
        try
        {
            using var full = await ServiceProcess.StartOnSmallDiskAsync(_folder.Path, isFull: true);
            Assert.Equal(3, await full.WaitAsync());
            return full.Output;
        }
        catch (ServiceEndedException e)
        {
            return e.Message;
        }
    }

    private async Task<ServiceClient> SetUpAsync(ServiceProcess service)
    {
        var client = new ServiceClient(service.Address, (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "bootstrap.key"))).Trim());
        await client.SetUpAsync("load", new Acknowledged());
        return client;
    }
}
