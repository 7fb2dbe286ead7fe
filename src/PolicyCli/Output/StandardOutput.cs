using Microsoft.Win32.SafeHandles;

namespace PolicyCli.Output;

/// <summary>Standard output for bytes, such that whoever writes much notices when nobody reads on.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32; // EPIPE, the same on Linux and macOS.
    private const int Descriptor = 1;

    /// <summary>Opens it. The framework's own stream goes on writing into a pipe whose reader has gone, such as <c>head -1</c>, without a word.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // In a file this stream would write at places of its own, and not where the next program of the shell goes on.
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>Whether a failure is that nobody reads standard output any more.</summary>
    public static bool IsReaderGone(Exception exception) => exception is IOException { HResult: BrokenPipe };
}
