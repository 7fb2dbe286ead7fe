using System.Text.Json.Serialization.Metadata;
using PolicyApi.Platform.Json;

namespace PolicyApi.Platform.Problems;

/// <summary>A refusal as a result. Handlers return it; deeper code throws it in a <see cref="FaultException"/>.</summary>
/// <param name="status">The HTTP status code.</param>
/// <param name="code">The stable code.</param>
/// <param name="title">The problem in a few words.</param>
/// <param name="detail">What happened, and what to do about it.</param>
/// <param name="errors">The individual errors; <see langword="null"/> if <paramref name="detail"/> says everything.</param>
internal sealed class Fault(int status, string code, string title, string detail, IReadOnlyList<ProblemEntry>? errors = null) : IResult
{
    private static readonly JsonTypeInfo<ServiceProblem> Type = WireJson.Type<ServiceProblem>(ProblemJson.Default);

    /// <summary>The media type of every refusal.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The HTTP status code.</summary>
    public int Status => status;

    /// <summary>The stable code.</summary>
    public string Code => code;

    /// <summary>The seconds after which a retry makes sense; <see langword="null"/> if it does not.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What remains of an answer that was erased; <see langword="null"/> for other refusals.</summary>
    public ErasedRemains? Remains { get; init; }

    /// <summary>Returns the body of the response.</summary>
    /// <param name="instance">The path of the request.</param>
    /// <param name="traceId">The id that identifies the request in the log.</param>
    public ServiceProblem ToProblem(string? instance = null, string? traceId = null) =>
        new($"/problems/{code}", title, status, code, detail, instance, traceId, errors is { Count: > 0 } ? errors : null, Remains);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        httpContext.Features.Set(this);
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var problem = ToProblem(httpContext.Request.Path, TraceIds.Of(httpContext));
        return response.WriteAsJsonAsync(problem, Type, MediaType, httpContext.RequestAborted);
    }
}

/// <summary>Carries a <see cref="Problems.Fault"/> from deeper code to the exception handler.</summary>
/// <param name="fault">The refusal.</param>
internal sealed class FaultException(Fault fault) : Exception(fault.ToProblem().Detail)
{
    /// <summary>The refusal.</summary>
    public Fault Fault => fault;
}
