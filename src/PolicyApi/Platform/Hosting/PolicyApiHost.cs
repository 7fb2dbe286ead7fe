using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using PolicyApi.Access;
using PolicyApi.Access.Keys;
using PolicyApi.Observability;
using PolicyApi.Platform.Seeding;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Hosting;

/// <summary>Builds, starts and stops the service, for the command line and for tests alike.</summary>
internal static class PolicyApiHost
{
    /// <summary>Builds the service with its store open and its catalogue read; it does not listen yet.</summary>
    /// <param name="args">Settings, such as <c>--urls http://127.0.0.1:0 --Store:Folder data</c>.</param>
    /// <param name="configure">Further changes, for tests.</param>
    /// <exception cref="SettingsException">Settings are unknown, of the wrong kind or out of their ranges.</exception>
    /// <exception cref="Microsoft.AspNetCore.Connections.AddressInUseException">A port is taken; nothing was created.</exception>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        PoolThreads.Prepare();
        var builder = NewBuilder(args);
        configure?.Invoke(builder);
        builder.CheckSettings(args);
        FreePorts.Demand(builder.Configuration);
        var app = builder.Build();
        await OpenAsync(app);
        app.MapService();
        return app;
    }

    /// <summary>Builds the service with only its store open, for commands that read the store while no service runs.</summary>
    /// <param name="args">Settings, as for the service.</param>
    /// <exception cref="InvalidDataException">There is no store.</exception>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static async Task<WebApplication> BuildStoreAsync(string[] args)
    {
        var builder = NewBuilder(args);
        builder.CheckSettings(args);
        var app = builder.Build();
        var folder = DataFolder.PathOf(app.Services);

        // Opening the store would create one.
        if (!app.Services.GetRequiredService<IOptions<StoreSettings>>().Value.IsPostgres && !File.Exists(Path.Combine(folder, "journal.db")))
            throw new InvalidDataException($"there is no store in `{folder}`; name its folder with `--Store:Folder`.");
        await app.Services.GetRequiredService<StoreHolder>().OpenAsync(CancellationToken.None);
        return app;
    }

    /// <summary>Starts listening. If that fails, the service is stopped in an orderly way, so that the last thing it reports is what went wrong.</summary>
    /// <returns><see langword="false"/> if the store failed meanwhile, which is logged.</returns>
    public static async Task<bool> StartAsync(WebApplication app)
    {
        // Creates all hosted services, so that one that cannot be created says why here; otherwise the host's own stop would fail first.
        app.Services.GetServices<IHostedService>();
        try
        {
            await app.Services.GetRequiredService<StartSilence>().DuringAsync(() => app.StartAsync());
            return true;
        }
        catch (OperationCanceledException) when (app.Services.GetRequiredService<StoreWatch>().HasFailed)
        {
            await app.StopAsync();
            return false;
        }
        catch
        {
            await app.StopAsync();
            throw;
        }
    }

    /// <summary>Logs how to get access to a service that has just been set up.</summary>
    public static Task TellFirstStepsAsync(WebApplication app) =>
        app.Services.GetRequiredService<FirstSteps>().TellAsync([.. app.Urls]);

    /// <summary>Waits until the service is asked to stop, or until its store has failed.</summary>
    /// <returns>The exit code: 0, or 3 if the store has failed.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        await app.WaitForShutdownAsync();
        return app.Services.GetRequiredService<StoreWatch>().HasFailed ? StoreWatch.ExitCode : 0;
    }

    private static WebApplicationBuilder NewBuilder(string[] args)
    {
        // Settings files lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(PolicyApiHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddPlatform();
        builder.Services.AddFeatures();
        return builder;
    }

    private static async Task OpenAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<StoreHolder>().OpenAsync(CancellationToken.None);
        var store = app.Services.GetRequiredService<IPolicyStore>();

        // Starts collecting metrics before the first compilation, which is one of them.
        app.Services.GetService<MeterProvider>();
        app.Services.GetRequiredService<ServiceMetrics>().Watch(() => store.DecisionQueue);
        await app.Services.GetRequiredService<CatalogHolder>().OpenAsync(CancellationToken.None);
        if (app.Services.GetRequiredService<IOptions<StoreSettings>>().Value.Seed)
            await app.Services.GetRequiredService<Seeder>().SeedAsync(CancellationToken.None);

        // Only after the store, whose lock keeps other processes out of the data folder.
        await app.Services.GetRequiredService<KeyDirectory>().OpenAsync(CancellationToken.None);
        await app.Services.GetRequiredService<BootstrapKey>().OpenAsync(CancellationToken.None);
    }
}
