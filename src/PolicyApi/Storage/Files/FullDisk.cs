namespace PolicyApi.Storage.Files;

/// <summary>Tells a disk that is full from whatever else can happen to files.</summary>
internal static class FullDisk
{
    // What the system calls it: Linux and macOS; Windows, a disk and a handle.
    private static readonly int[] Codes = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether a failure comes of it.</summary>
    public static bool IsMetBy(Exception exception) =>
        (exception is IOException && Codes.Contains(exception.HResult)) || (exception.InnerException is { } inner && IsMetBy(inner));
}
