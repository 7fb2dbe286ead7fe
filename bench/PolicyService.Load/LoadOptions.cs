namespace PolicyService.Load;

/// <summary>What is asked of a run.</summary>
/// <param name="Rounds">How many rounds each variant has.</param>
/// <param name="Length">How long a round is.</param>
/// <param name="Service">The program whose start is measured.</param>
internal sealed record LoadOptions(int Rounds, TimeSpan Length, string Service)
{
    private const string ServiceOption = "--service";

    /// <summary>Connections that are kept busy.</summary>
    public const int Connections = 32;

    /// <summary>Reads the command line: <c>--quick</c>, <c>--service FILE</c>.</summary>
    public static LoadOptions Read(string[] args)
    {
        var service = Array.IndexOf(args, ServiceOption) is var at and >= 0 && at + 1 < args.Length
            ? Path.GetFullPath(args[at + 1])
            : Path.Combine(AppContext.BaseDirectory, "PolicyApi.dll");
        return args.Contains("--quick", StringComparer.Ordinal)
            ? new LoadOptions(5, TimeSpan.FromSeconds(1), service)
            : new LoadOptions(15, TimeSpan.FromSeconds(3), service);
    }
}
