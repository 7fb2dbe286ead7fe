namespace PolicyCli.Output;

/// <summary>What a command answers to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>All is well.</summary>
    public const int Fine = 0;

    /// <summary>The command did its work and found faults: errors in documents, failed tests, differences, refused facts.</summary>
    public const int Found = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A file cannot be read, or the service cannot be reached.</summary>
    public const int Unusable = 3;

    /// <summary>It was ended by Ctrl+C, as shells say it.</summary>
    public const int Interrupted = 130;

    /// <summary>Whatever read its output has gone, as shells say it of a program that SIGPIPE has ended.</summary>
    public const int ReaderGone = 141;
}
