using PolicyApi.Platform.Settings;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>A published service on a store of its own in a temporary folder, with the loader on the other core.</summary>
/// <param name="options">The options of the run.</param>
/// <param name="root">The path of the repository.</param>
/// <param name="home">The temporary folder.</param>
/// <param name="key">A key that may evaluate and read stored answers.</param>
internal sealed class ServiceRun(LoadOptions options, string root, string home, string key)
{
    /// <summary>A key that may evaluate and read stored answers.</summary>
    public string Key => key;

    /// <summary>The inputs to send.</summary>
    public CommonInputs Inputs { get; } = CommonInputs.Find(root);

    /// <summary>The path of the repository.</summary>
    public string Root => root;

    /// <summary>Creates the store, runs a test, and removes the store.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="run">The test, which may start the service any number of times.</param>
    /// <returns>The exit code that the test returns.</returns>
    public static async Task<int> RunAsync(LoadOptions options, Func<ServiceRun, Task<int>> run)
    {
        var root = Repository.Find();
        using var folder = new RunFolder();
        await Cores.TakeSecondAsync();
        return await run(new ServiceRun(options, root, folder.Path, await RealService.PrepareAsync(root, folder.Path, 1)));
    }

    /// <summary>Starts the service on the first core.</summary>
    /// <param name="mode">How the service stores answers.</param>
    /// <param name="settings">Further settings.</param>
    public Task<PublishedService> StartAsync(LogMode mode, params string[] settings) =>
        PublishedService.StartAsync(options.Service, home, mode, "0", settings);

    /// <summary>Creates a variant that requests decisions on the inputs, in turn.</summary>
    /// <param name="service">The service.</param>
    /// <param name="name">The name of the variant.</param>
    public LoadVariant Decisions(PublishedService service, string name) => new(name, service.Address.Port, RealService.Decide, key, Inputs.Facts);
}
