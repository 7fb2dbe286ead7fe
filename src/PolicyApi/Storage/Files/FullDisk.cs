namespace PolicyApi.Storage.Files;

/// <summary>Distinguishes a full disk from other file errors.</summary>
internal static class FullDisk
{
    // The system's error codes: Linux and macOS; Windows, for a disk and for a handle.
    private static readonly int[] Codes = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether an error was caused by a full disk.</summary>
    public static bool IsMetBy(Exception exception) =>
        (exception is IOException && Codes.Contains(exception.HResult)) || (exception.InnerException is { } inner && IsMetBy(inner));
}
