using PolicyApi.Platform.Settings;
using PolicyApi.Storage;

namespace PolicyApi.Platform;

/// <summary>Failures to start that whoever starts the service can mend.</summary>
internal static class StartFailures
{
    /// <summary>What is wrong and what to do; <see langword="null"/> for a fault of the service itself.</summary>
    /// <param name="exception">What starting threw.</param>
    public static string? Explain(Exception exception) => exception switch
    {
        SettingsException or StoreException or InvalidDataException or DirectoryNotFoundException or ArgumentException => exception.Message,

        // Kestrel's words for a port that is taken.
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => exception.Message + " choose another with `--urls`.",
        HttpRequestException refused => "the demo was refused: " + refused.Message,

        // A damaged file makes the embedded store's reader throw what it likes.
        { Source: "LiteDB" } => $"a file of the store is damaged ({exception.Message}); restore the folder from a backup.",
        _ => null,
    };
}
