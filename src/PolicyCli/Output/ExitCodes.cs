namespace PolicyCli.Output;

/// <summary>The exit codes of commands.</summary>
internal static class ExitCodes
{
    /// <summary>The command succeeded and found no problems.</summary>
    public const int Fine = 0;

    /// <summary>The command ran and found problems: errors in documents, failed tests, differences, refused facts.</summary>
    public const int Found = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A file cannot be read, or the service cannot be reached.</summary>
    public const int Unusable = 3;

    /// <summary>The command was ended by Ctrl+C; the usual code of shells.</summary>
    public const int Interrupted = 130;

    /// <summary>The program that read the output has ended; the usual code of shells for SIGPIPE.</summary>
    public const int ReaderGone = 141;
}
