using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Platform.Hosting;

/// <summary>Failures to start that an operator can fix.</summary>
internal static class StartFailures
{
    /// <summary>The exit code for wrong settings, <c>EX_CONFIG</c> of sysexits.h: a restart would not help.</summary>
    public const int WrongSettings = 78;

    /// <summary>The exit code if something else is missing, such as the database: a later restart may help.</summary>
    public const int Other = 1;

    private const string CorrectAddress = "; correct `--urls` (in the environment `ASPNETCORE_URLS`) or the section `Kestrel`.";

    /// <summary>Returns what is wrong and what to do about it; <see langword="null"/> for a fault of the service itself.</summary>
    /// <param name="exception">The exception thrown during the start.</param>
    public static string? Explain(Exception exception) => exception switch
    {
        // A settings file that is not JSON: the inner exception says where.
        _ when IsBrokenFile(exception) => $"{exception.Message} {exception.GetBaseException().Message}",
        StoreFullException full => $"{full.Shortage}, and this start has something to write, such as the first documents or keys; make room, and start it again.",
        _ when FullDisk.IsMetBy(exception) && exception is not StoreException => $"{exception.Message.TrimEnd('.')}; make room on that disk, and start it again.",
        SettingsException or StoreException or InvalidDataException or DirectoryNotFoundException => exception.Message,

        // A port that is in use, or a certificate that does not exist, in the web server's words.
        AddressInUseException => exception.Message.TrimEnd('.') + CorrectAddress,
        { Source: { } source } when source.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) => exception.Message.TrimEnd('.') + CorrectAddress,

        // A port that this user may not open, or an address of another machine. Stores report their own socket errors.
        SocketException => exception.Message + CorrectAddress,
        UnauthorizedAccessException => $"{exception.Message} give the service's user access to it.",
        HttpRequestException refused => "the demo was refused: " + refused.Message,

        // A damaged file can make LiteDB throw any exception.
        { Source: "LiteDB" } => $"a file of the store is damaged ({exception.Message}); restore the folder from a backup.",
        _ => null,
    };

    /// <summary>Returns the exit code for a failure that is explained.</summary>
    /// <param name="exception">What starting threw.</param>
    public static int CodeOf(Exception exception) => exception is SettingsException || IsBrokenFile(exception) ? WrongSettings : Other;

    private static bool IsBrokenFile(Exception exception) => exception is InvalidDataException { InnerException: FormatException };
}
