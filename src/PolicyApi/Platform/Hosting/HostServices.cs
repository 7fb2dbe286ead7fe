using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using PolicyApi.Access;
using PolicyApi.Appraisals;
using PolicyApi.Appraisals.Jobs;
using PolicyApi.Audit;
using PolicyApi.Catalog;
using PolicyApi.Comparison;
using PolicyApi.Documents;
using PolicyApi.Impact;
using PolicyApi.Jobs;
using PolicyApi.Observability;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Answers.Tracing;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Connections;
using PolicyApi.Platform.Content;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Replicas;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Seeding;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Stores;
using PolicyApi.PolicyTests;
using PolicyApi.Privacy;
using PolicyApi.Reports;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Hosting;

/// <summary>Registers the parts of the service.</summary>
internal static class HostServices
{
    /// <summary>Registers what every feature builds on: settings, the server, access, the OpenAPI document, observability.</summary>
    public static void AddPlatform(this WebApplicationBuilder builder)
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
        services.ConfigureHttpJsonOptions(o => ServiceJson.Apply(o.SerializerOptions));
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

    /// <summary>Registers the store, the catalogue and the features that use them.</summary>
    public static void AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<StoreHolder>();
        services.AddSingleton(provider => provider.GetRequiredService<StoreHolder>().Store);
        services.AddSingleton(provider => provider.GetRequiredService<StoreHolder>().Work);
        services.AddSingleton<ReplicaFollower>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddSingleton<KeyStore>();
        services.AddHostedService<RecordSweeper>();
        services.AddSingleton<StoreWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreWatch>());
        services.AddHostedService<RoomWatch>();
        services.AddSingleton<CatalogHolder>();
        services.AddSingleton(provider => provider.GetRequiredService<CatalogHolder>().Catalog.Reading);
        services.AddSingleton(provider => provider.GetRequiredService<CatalogHolder>().Catalog.Drafts);
        services.AddSingleton(provider => provider.GetRequiredService<CatalogHolder>().Catalog.Approvals);
        services.AddSingleton(provider => provider.GetRequiredService<CatalogHolder>().Catalog.Publications);
        services.AddSingleton(provider => provider.GetRequiredService<CatalogHolder>().Catalog.Imports);
        services.AddHostedService<CodeTranslator>();
        services.AddSingleton<Seeder>();
        services.AddSingleton<DocumentCheck>();
        services.AddSingleton<DocumentServices>();
        services.AddSingleton<RulesFinder>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<AnswerLog>();
        services.AddSingleton<StoredRules>();
        services.AddSingleton<AnswerVerifier>();
        services.AddSingleton<AnswerTracer>();
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
}
