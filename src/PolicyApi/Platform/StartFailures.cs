using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Platform;

/// <summary>Failures to start that whoever starts the service can mend.</summary>
internal static class StartFailures
{
    /// <summary>The exit code when settings are wrong, <c>EX_CONFIG</c> of sysexits.h: starting again would find them as they are.</summary>
    public const int WrongSettings = 78;

    /// <summary>The exit code when something else is missing, such as the database: starting again later may help.</summary>
    public const int Other = 1;

    private const string MendAddress = "; mend `--urls` (in the environment `ASPNETCORE_URLS`) or the section `Kestrel`.";

    /// <summary>What is wrong and what to do; <see langword="null"/> for a fault of the service itself.</summary>
    /// <param name="exception">What starting threw.</param>
    public static string? Explain(Exception exception) => exception switch
    {
        // A file of settings that is no JSON: the place is in what caused it.
        _ when IsBrokenFile(exception) => $"{exception.Message} {exception.GetBaseException().Message}",
        StoreFullException full => $"{full.Shortage}, and this start has something to write, such as the first documents or keys; make room, and start it again.",
        _ when FullDisk.IsMetBy(exception) && exception is not StoreException => $"{exception.Message.TrimEnd('.')}; make room on that disk, and start it again.",
        SettingsException or StoreException or InvalidDataException or DirectoryNotFoundException => exception.Message,

        // A port that is taken, in the web server's words, and a certificate that is not there.
        AddressInUseException => exception.Message.TrimEnd('.') + MendAddress,
        { Source: { } source } when source.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) => exception.Message.TrimEnd('.') + MendAddress,

        // A port that is not for this user, an address of another machine. Stores have words of their own.
        SocketException => exception.Message + MendAddress,
        UnauthorizedAccessException => $"{exception.Message} give the service's user the right to it.",
        HttpRequestException refused => "the demo was refused: " + refused.Message,

        // A damaged file makes the embedded store's reader throw what it likes.
        { Source: "LiteDB" } => $"a file of the store is damaged ({exception.Message}); restore the folder from a backup.",
        _ => null,
    };

    /// <summary>The exit code for a failure that is explained.</summary>
    /// <param name="exception">What starting threw.</param>
    public static int CodeOf(Exception exception) => exception is SettingsException || IsBrokenFile(exception) ? WrongSettings : Other;

    private static bool IsBrokenFile(Exception exception) => exception is InvalidDataException { InnerException: FormatException };
}
