using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Platform.Hosting;

/// <summary>Failures to start that an operator can fix.</summary>
internal static class StartFailures
{
    /// <summary>The exit code for wrong settings, <c>EX_CONFIG</c> of sysexits.h: restarting would not help.</summary>
    public const int WrongSettings = 78;

    /// <summary>The exit code when something else is missing, such as the database: restarting later may help.</summary>
    public const int Other = 1;

    private const string CorrectAddress = "; correct `--urls` (in the environment `ASPNETCORE_URLS`) or the section `Kestrel`.";

    /// <summary>What is wrong and what to do; <see langword="null"/> for a fault of the service itself.</summary>
    /// <param name="exception">What starting threw.</param>
    public static string? Explain(Exception exception) => exception switch
    {
        // A settings file that is not JSON: the inner exception has the place.
        _ when IsBrokenFile(exception) => $"{exception.Message} {exception.GetBaseException().Message}",
        StoreFullException full => $"{full.Shortage}, and this start has something to write, such as the first documents or keys; make room, and start it again.",
        _ when FullDisk.IsMetBy(exception) && exception is not StoreException => $"{exception.Message.TrimEnd('.')}; make room on that disk, and start it again.",
        SettingsException or StoreException or InvalidDataException or DirectoryNotFoundException => exception.Message,

        // A port that is in use, in the web server's words, or a certificate that does not exist.
        AddressInUseException => exception.Message.TrimEnd('.') + CorrectAddress,
        { Source: { } source } when source.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) => exception.Message.TrimEnd('.') + CorrectAddress,

        // A port this user may not open, or an address of another machine. Stores report socket errors themselves.
        SocketException => exception.Message + CorrectAddress,
        UnauthorizedAccessException => $"{exception.Message} give the service's user access to it.",
        HttpRequestException refused => "the demo was refused: " + refused.Message,

        // A damaged file can make LiteDB throw any exception.
        { Source: "LiteDB" } => $"a file of the store is damaged ({exception.Message}); restore the folder from a backup.",
        _ => null,
    };

    /// <summary>The exit code for a failure that is explained.</summary>
    /// <param name="exception">What starting threw.</param>
    public static int CodeOf(Exception exception) => exception is SettingsException || IsBrokenFile(exception) ? WrongSettings : Other;

    private static bool IsBrokenFile(Exception exception) => exception is InvalidDataException { InnerException: FormatException };
}
