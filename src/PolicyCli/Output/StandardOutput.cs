using Microsoft.Win32.SafeHandles;

namespace PolicyCli.Output;

/// <summary>Standard output for bytes that reports when its reader has ended.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32; // EPIPE, the same on Linux and macOS.
    private const int Descriptor = 1;

    /// <summary>Opens standard output. The framework's own stream silently keeps writing to a pipe whose reader, such as <c>head -1</c>, has ended.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // In a file, this stream would keep a position of its own, so the shell's next program could overwrite its output.
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>Whether a failure means that the reader of standard output has ended.</summary>
    public static bool IsReaderGone(Exception exception) => exception is IOException { HResult: BrokenPipe };
}
