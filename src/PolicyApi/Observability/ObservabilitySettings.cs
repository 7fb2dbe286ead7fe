using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Observability;

/// <summary>The settings of traces and metrics. Section <c>Observability</c> of the settings; checked when the service starts.</summary>
public sealed class ObservabilitySettings : IValidatableObject
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Observability";

    /// <summary>The service's name in traces and metrics, at most 100 characters; default: <c>policy-service</c>.</summary>
    [Required, StringLength(100)]
    public string ServiceName { get; init; } = "policy-service";

    /// <summary>The address to which traces and metrics are sent by OTLP, such as <c>http://collector:4317</c>; default: none.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>The protocol of OTLP: <c>grpc</c> or <c>http/protobuf</c>; default: <c>grpc</c>.</summary>
    [AllowedValues("grpc", "http/protobuf")]
    public string OtlpProtocol { get; init; } = "grpc";

    /// <summary>The fraction of requests that are traced if the caller has not decided: 0 to 1; default: 0.05.</summary>
    [Range(0d, 1d)]
    public double TraceRatio { get; init; } = 0.05;

    /// <summary>Whether <c>/metrics</c> is available in Prometheus format, to callers who may read metrics; default: yes.</summary>
    public bool Prometheus { get; init; } = true;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint is { Length: > 0 } && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"))
            yield return new ValidationResult("`Observability:OtlpEndpoint` must be an http or https address, such as `http://localhost:4317`.");
    }

    /// <summary>The address to send to; <see langword="null"/> for none.</summary>
    internal Uri? Otlp => string.IsNullOrEmpty(OtlpEndpoint) ? null : new Uri(OtlpEndpoint);
}
