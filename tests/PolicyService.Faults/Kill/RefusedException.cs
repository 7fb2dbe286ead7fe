using System.Net;

namespace PolicyService.Faults.Kill;

/// <summary>The service has answered, and not with what was asked for.</summary>
internal sealed class RefusedException(string path, HttpStatusCode status, string problem)
    : InvalidOperationException($"{path} was answered with {(int)status}: {problem}")
{
    /// <summary>Whether it was refused for the moment, because the service is busy: nothing is stored, and nothing is wrong.</summary>
    public bool IsBusy => status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
}
