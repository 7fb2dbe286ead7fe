using System.Reflection;

namespace PolicyApi.Platform;

/// <summary>Says how the service is called.</summary>
internal static class UsageCommand
{
    private const string Text = """
        PolicyService {0}: decides by rules that HR can read, over HTTP.

        usage: PolicyApi [SETTINGS]           serves until it is asked to stop (SIGTERM, Ctrl+C)
               PolicyApi demo [--exit] [--output DIR]             a fresh store, thirty invented managers and their reports
               PolicyApi fsck [--Store:Folder DIR]                looks at everything in a stopped embedded store or a backup
               PolicyApi verify [--head FILE]… [--public-key FILE] [SETTINGS]    looks for changes made past the service

        settings, from `appsettings.json` beside the program, the environment and the command line, the later wins:
               --urls http://127.0.0.1:5000   where it listens       environment: ASPNETCORE_URLS
               --Store:Folder data            where it keeps data    environment: Store__Folder
               docs/settings.md lists them; every wrong one is told at the start

        exit codes: 0 stopped as asked; 1 could not start; 3 the store failed while it served; 78 settings are wrong
        """;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args.Any(a => a is "--help" or "-h" or "-?" or "help" or "--version");

    /// <summary>Says it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        var version = typeof(UsageCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        await output.WriteLineAsync(Text.Replace("{0}", version, StringComparison.Ordinal));
        return 0;
    }
}
