using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PolicyApi.Access;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Observability;

/// <summary>Registers traces and metrics; nothing is collected unless the settings request it.</summary>
internal static class ObservabilityServices
{
    /// <summary>The path of metrics in Prometheus format.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>Registers everything that the settings request.</summary>
    public static void AddObservability(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ObservabilitySettings>(ObservabilitySettings.Section);
        services.AddSingleton<ServiceMetrics>();
        services.AddSingleton<RequestScopes>();
        services.PostConfigure<LoggerFilterOptions>(RequestScopes.SwitchOff);

        // What to register depends on the settings. If they are wrong, nothing is registered; the check at start reports that together with all other errors.
        if (Bound(configuration) is not { } settings)
            return;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(settings.ServiceName));
        if (settings.Otlp is not null || settings.Prometheus)
            telemetry.WithMetrics(metrics => Configure(metrics, settings));
        if (settings.Otlp is not null)
            telemetry.WithTracing(traces => Configure(traces, settings));
    }

    /// <summary>Maps <see cref="MetricsPath"/> if the settings request it.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ObservabilitySettings>>().Value.Prometheus)
            app.MapPrometheusScrapingEndpoint(MetricsPath).RequireAuthorization(nameof(Permission.ReadMetrics));
    }

    private static ObservabilitySettings? Bound(IConfiguration configuration)
    {
        try
        {
            var settings = configuration.GetSection(ObservabilitySettings.Section).Get<ObservabilitySettings>() ?? new ObservabilitySettings();
            return settings.Validate(new(settings)).Any() ? null : settings;
        }
        catch (InvalidOperationException)
        {
            // A value has the wrong type; the check at start reports which one.
            return null;
        }
    }

    private static void Configure(MeterProviderBuilder metrics, ObservabilitySettings settings)
    {
        metrics.AddMeter(ServiceMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
        if (settings.Prometheus)
            metrics.AddPrometheusExporter();
        if (settings.Otlp is { } endpoint)
            metrics.AddOtlpExporter(otlp => Configure(otlp, settings, endpoint, "v1/metrics"));
    }

    private static void Configure(TracerProviderBuilder traces, ObservabilitySettings settings) => traces
        .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.TraceRatio)))
        .AddSource(ServiceMetrics.Name, "Npgsql")
        .AddAspNetCoreInstrumentation(web =>
        {
            web.RecordException = false;

            // Paths contain the ids of people and the texts of signed links; routes do not. The user agent and unknown methods are arbitrary texts of
            // the client.
            web.EnrichWithHttpResponse = (activity, response) =>
            {
                var route = (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                activity.SetTag("url.path", route ?? "(unknown)");
                activity.SetTag("url.query", null);
                activity.SetTag("user_agent.original", null);
                activity.SetTag("http.request.method_original", null);
            };
        })
        .AddOtlpExporter(otlp => Configure(otlp, settings, settings.Otlp!, "v1/traces"));

    private static void Configure(OtlpExporterOptions otlp, ObservabilitySettings settings, Uri endpoint, string path)
    {
        var isGrpc = string.Equals(settings.OtlpProtocol, "grpc", StringComparison.Ordinal);
        otlp.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;

        // If the address for http/protobuf is set in code, the exporter does not append the signal's path.
        otlp.Endpoint = isGrpc ? endpoint : new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
