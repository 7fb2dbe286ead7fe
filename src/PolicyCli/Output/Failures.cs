using System.Security.Authentication;
using System.Text.Json;

namespace PolicyCli.Output;

/// <summary>Failures that whoever runs a command can do something about.</summary>
internal static class Failures
{
    /// <summary>What was wrong, and what to do; <see langword="null"/> for a fault of the program.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: AuthenticationException or IOException { InnerException: AuthenticationException } } =>
            $"the service's certificate is not trusted: {exception.GetBaseException().Message}; add its issuer to what this machine trusts",
        HttpRequestException => $"the service cannot be reached ({exception.Message}); `--url` or POLICY_SERVICE_URL names it",
        OperationCanceledException { InnerException: TimeoutException } => "the service has not answered in time; look at it, and try again",
        JsonException => "what answered is no policy service; mend `--url` or POLICY_SERVICE_URL",
        IOException or UnauthorizedAccessException or InvalidDataException => exception.Message,
        _ => null,
    };
}
