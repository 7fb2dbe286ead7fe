using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>A published service on a store of its own in a temporary folder, with the loader on the other core.</summary>
/// <param name="options">What is asked of the run.</param>
/// <param name="root">The repository.</param>
/// <param name="home">The folder.</param>
/// <param name="key">A key that may evaluate, and read what was stored.</param>
internal sealed class ServiceRun(LoadOptions options, string root, string home, string key)
{
    /// <summary>A key that may evaluate, and read what was stored.</summary>
    public string Key => key;

    /// <summary>What is sent.</summary>
    public CommonInputs Inputs { get; } = CommonInputs.Find(root);

    /// <summary>The repository.</summary>
    public string Root => root;

    /// <summary>Makes the store, runs something, and takes the store away.</summary>
    /// <param name="options">What is asked of the run.</param>
    /// <param name="run">Starts the service as often as it likes.</param>
    /// <returns>What it returns: the exit code.</returns>
    public static async Task<int> RunAsync(LoadOptions options, Func<ServiceRun, Task<int>> run)
    {
        var root = Repository.Find();
        using var folder = new RunFolder();
        await Cores.TakeSecondAsync();
        return await run(new ServiceRun(options, root, folder.Path, await RealService.PrepareAsync(root, folder.Path, 1)));
    }

    /// <summary>Starts the service on the first core.</summary>
    /// <param name="mode">How it stores answers.</param>
    /// <param name="settings">Further settings.</param>
    public Task<PublishedService> StartAsync(LogMode mode, params string[] settings) =>
        PublishedService.StartAsync(options.Service, home, mode, "0", settings);

    /// <summary>Decisions on the inputs, in turn.</summary>
    /// <param name="service">Where they are asked for.</param>
    /// <param name="name">What it is called.</param>
    public LoadVariant Decisions(PublishedService service, string name) => new(name, service.Address.Port, RealService.Decide, key, Inputs.Facts);
}
