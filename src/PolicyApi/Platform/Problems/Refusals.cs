
namespace PolicyApi.Platform.Problems;

/// <summary>Documents the refusals of endpoints.</summary>
internal static class Refusals
{
    /// <summary>Declares the statuses with which an endpoint may refuse a request, each with a problem body.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ServiceProblem>(status, Fault.MediaType);
        return endpoint;
    }
}
