using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Documents refusals.</summary>
internal static class Refusals
{
    /// <summary>Says with which statuses an endpoint may refuse, each with a problem body.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ServiceProblem>(status, Fault.MediaType);
        return endpoint;
    }
}
