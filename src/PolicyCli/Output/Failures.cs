using System.Net.Security;
using System.Security.Authentication;
using System.Text.Json;

namespace PolicyCli.Output;

/// <summary>Failures that the user of a command can fix.</summary>
internal static class Failures
{
    /// <summary>Returns what went wrong and what to do about it; <see langword="null"/> for a fault of the program itself.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: AuthenticationException or IOException { InnerException: AuthenticationException } } =>
            Untrusted(exception.GetBaseException().Message),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } =>
            "the service cannot be reached: the connection is closed without an answer; check whether `--url` or POLICY_SERVICE_URL has to begin with `https`",
        HttpRequestException => $"the service cannot be reached ({exception.Message}); `--url` or POLICY_SERVICE_URL names it",
        OperationCanceledException { InnerException: TimeoutException } => "the service has not answered in time; check it, and try again",
        JsonException => "what answered is not a policy service; correct `--url` or POLICY_SERVICE_URL",
        IOException or UnauthorizedAccessException or InvalidDataException => exception.Message,
        _ => null,
    };

    // The framework distinguishes these causes by their messages only.
    private static string Untrusted(string found) =>
        found.Contains(nameof(SslPolicyErrors.RemoteCertificateNameMismatch), StringComparison.Ordinal)
            ? $"the service's certificate is for another name ({found}); use the host it was issued for in `--url`"
        : found.Contains("certificate", StringComparison.Ordinal)
            ? $"the service's certificate is not trusted ({found}); add its issuer to what this machine trusts, or name a file with it in SSL_CERT_FILE"
        : $"the server does not speak TLS ({found}); check whether `--url` or POLICY_SERVICE_URL has to begin with `http:`";
}
