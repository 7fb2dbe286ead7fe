using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using PolicyApi.Access;
using PolicyApi.Access.Keys;
using PolicyApi.Appraisals;
using PolicyApi.Appraisals.Jobs;
using PolicyApi.Audit;
using PolicyApi.Audit.Refusals;
using PolicyApi.Catalog;
using PolicyApi.Comparison;
using PolicyApi.Decisions;
using PolicyApi.Documents;
using PolicyApi.Exchange;
using PolicyApi.Impact;
using PolicyApi.Jobs;
using PolicyApi.Maintenance;
using PolicyApi.Observability;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Content;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Replicas;
using PolicyApi.Platform.Seeding;
using PolicyApi.Platform.Settings;
using PolicyApi.PolicyTests;
using PolicyApi.Privacy;
using PolicyApi.Reports;
using PolicyApi.Schemas;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform;

/// <summary>Builds the service, for the command line and for tests alike.</summary>
internal static class PolicyApiHost
{
    /// <summary>Builds the service with its store open and its catalogue read; it does not listen yet.</summary>
    /// <param name="args">Settings, such as <c>--urls http://127.0.0.1:0 --Store:Folder data</c>.</param>
    /// <param name="configure">Further changes, for tests.</param>
    /// <exception cref="SettingsException">Settings are unknown, of the wrong kind or out of their ranges.</exception>
    /// <exception cref="Microsoft.AspNetCore.Connections.AddressInUseException">A port is taken; nothing was made.</exception>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        PoolThreads.Prepare();
        var builder = Begin(args);
        configure?.Invoke(builder);
        builder.CheckSettings(args);
        FreePorts.Demand(builder.Configuration);
        var app = builder.Build();
        await OpenAsync(app);
        Map(app);
        return app;
    }

    /// <summary>Builds nothing but the store that the settings name, for commands that read it while no service has it open.</summary>
    /// <param name="args">Settings, as for the service.</param>
    /// <exception cref="InvalidDataException">There is no store.</exception>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static async Task<WebApplication> BuildStoreAsync(string[] args)
    {
        var builder = Begin(args);
        builder.CheckSettings(args);
        var app = builder.Build();
        var folder = DataFolder.PathOf(app.Services);

        // Opening would make one.
        if (!app.Services.GetRequiredService<IOptions<StoreSettings>>().Value.IsPostgres && !File.Exists(Path.Combine(folder, "journal.db")))
            throw new InvalidDataException($"there is no store in `{folder}`; name its folder with `--Store:Folder`.");
        await app.Services.GetRequiredService<StoreHolder>().OpenAsync(CancellationToken.None);
        return app;
    }

    /// <summary>Listens. A service that cannot is stopped in order, so that its last word is what was wrong.</summary>
    /// <returns><see langword="false"/> when the store failed meanwhile, which is logged.</returns>
    public static async Task<bool> StartAsync(WebApplication app)
    {
        // A part that cannot be made says why here: the host, asked to stop before it has any, would fail at that instead.
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

    /// <summary>Says how to get into a service that listens and has just been set up.</summary>
    public static Task TellFirstStepsAsync(WebApplication app) =>
        app.Services.GetRequiredService<FirstSteps>().TellAsync([.. app.Urls]);

    /// <summary>Waits until the service is asked to stop, or cannot go on.</summary>
    /// <returns>The exit code: 0, or 3 when the store has failed.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        await app.WaitForShutdownAsync();
        return app.Services.GetRequiredService<StoreWatch>().HasFailed ? StoreWatch.ExitCode : 0;
    }

    private static WebApplicationBuilder Begin(string[] args)
    {
        // Settings lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(PolicyApiHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        AddPlatform(builder);
        AddFeatures(builder.Services);
        return builder;
    }

    private static void AddPlatform(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<ServiceLimits>(ServiceLimits.Section);
        services.AddSettings<EngineLimits>(ServiceLimits.Section);
        services.AddSettings<StoreSettings>(StoreSettings.Section);
        services.AddSettings<DecisionLogSettings>(DecisionLogSettings.Section);
        services.AddSettings<PolicyTestOptions>(PolicyTestOptions.Section);
        services.AddSettings<ImpactOptions>(ImpactOptions.Section);
        services.AddSettings<GovernanceSettings>(GovernanceSettings.Section);
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o => WireJson.Apply(o.SerializerOptions));
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddSingleton<StartSilence>();
        services.AddOptions<LoggerFilterOptions>().PostConfigure<StartSilence>((filters, silence) => silence.Apply(filters));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ContentFolders.Find());
        services.AddSingleton(DataFolder.Open);
        services.ConfigureOptions<ServerLimits>();
        services.ConfigureOptions<SocketSettings>();
        services.AddSingleton<IMemoryPoolFactory<byte>, ConnectionMemory>();
        services.AddSingleton<IConnectionListenerFactory>(provider => new PatientListeners(ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), PatientListeners.Moment));
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddSingleton<RateLimits>();
        services.AddAccess();
        services.AddServiceDocument();
        services.AddSingleton<KnownQueries>();
        services.AddObservability(builder.Configuration);
    }

    private static void AddFeatures(IServiceCollection services)
    {
        services.AddSingleton<StoreHolder>();
        services.AddSingleton(provider => provider.GetRequiredService<StoreHolder>().Store);
        services.AddSingleton(provider => provider.GetRequiredService<StoreHolder>().Work);
        services.AddSingleton<ReplicaFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddSingleton<IKeyStore, RecordKeyStore>();
        services.AddHostedService<RecordSweeper>();
        services.AddSingleton<StoreWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreWatch>());
        services.AddHostedService<RoomWatch>();
        services.AddSingleton<CatalogHolder>();
        services.AddSingleton(provider => provider.GetRequiredService<CatalogHolder>().Catalog);
        services.AddHostedService<CodeTranslator>();
        services.AddSingleton<Seeder>();
        services.AddSingleton<DocumentCheck>();
        services.AddSingleton<DocumentServices>();
        services.AddSingleton<RulesFinder>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<ISubjectBodies>(provider => provider.GetRequiredService<KeptAnswers>());
        services.AddSingleton<AnswerLog>();
        services.AddSingleton<AnswerVerifier>();
        services.AddSingleton<AnswerService>();
        services.AddAudit();
        services.AddPrivacy();
        services.AddSingleton<TestTurn>();
        services.AddSingleton<ShowImpact>();
        services.AddSingleton<CompareVersions>();
        services.AddSingleton<SchemeTemplates>();
        services.AddSingleton(_ => new ReportRenderer());
        services.AddSingleton<AppraisalJob>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<AppraisalJob>());
        services.AddSingleton<ReportsJob>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<ReportsJob>());
        services.AddJobs();
        services.AddReports();
    }

    private static async Task OpenAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<StoreHolder>().OpenAsync(CancellationToken.None);
        var store = app.Services.GetRequiredService<IPolicyStore>();

        // It hears what is measured from here on, so the first compiling too.
        app.Services.GetService<MeterProvider>();
        app.Services.GetRequiredService<ServiceMetrics>().Watch(() => store.DecisionQueue);
        await app.Services.GetRequiredService<CatalogHolder>().OpenAsync(CancellationToken.None);
        if (app.Services.GetRequiredService<IOptions<StoreSettings>>().Value.Seed)
            await app.Services.GetRequiredService<Seeder>().SeedAsync(CancellationToken.None);

        // After the store, which keeps the data folder to this process.
        await app.Services.GetRequiredService<KeyDirectory>().OpenAsync(CancellationToken.None);
        await app.Services.GetRequiredService<BootstrapKey>().OpenAsync(CancellationToken.None);
    }

    private static void Map(WebApplication app)
    {
        app.Services.GetRequiredService<RequestScopes>().Listen();
        app.UseClientAddress();
        app.UseServiceHeaders();
        app.UseRefusalWatch();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(StatusProblems.WriteAsync);
        app.UseServicePages();
        app.UseHeadAsGet();
        app.UseRouting();
        app.UseAdmission();
        app.Use(app.Services.GetRequiredService<RateLimits>().RunAsync);
        app.UsePermissions();
        app.UsePlainBodies();
        app.UseMiddleware<IdempotentRequests>();
        app.UseKnownQueries();
        app.MapServiceDocument();
        app.MapHealth();
        app.MapMetrics();
        var api = app.MapGroup("/v1");
        api.MapAppraisals();
        api.MapJobs();
        api.MapDecisions();
        api.MapDocuments();
        api.MapExchange();
        api.MapPolicyTests();
        api.MapImpact();
        api.MapComparison();
        api.MapSchemas();
        api.MapAccess();
        api.MapAudit();
        api.MapPrivacy();
        api.MapMaintenance();
    }
}
