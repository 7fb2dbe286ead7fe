using System.Reflection;

namespace PolicyApi.Platform.Hosting;

/// <summary>Prints the usage of the program.</summary>
internal static class UsageCommand
{
    private const string Text = """
        PolicyService {0}: HR decisions over HTTP, by rules that HR can read.

        usage: PolicyApi [SETTINGS]                                              run the service until SIGTERM or Ctrl+C
               PolicyApi demo [--exit] [--output DIR]                            a fresh store, thirty fictional managers and their reports
               PolicyApi fsck [--Store:Folder DIR]                               check a stopped embedded store, or a backup, for damage
               PolicyApi verify [--head FILE]… [--public-key FILE] [SETTINGS]    check a store for changes made behind the service's back

        settings, from `appsettings.json` beside the program, the environment and the command line; later sources win:
               --urls http://127.0.0.1:5000   where to listen      environment: ASPNETCORE_URLS
               --Store:Folder data            where to keep data   environment: Store__Folder
               docs/settings.md lists all of them; errors are reported at start-up

        exit codes: 0 stopped as requested; 1 could not start; 3 the store failed while running; 78 settings are wrong
        """;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args.Any(a => a is "--help" or "-h" or "-?" or "help" or "--version");

    /// <summary>Prints the usage and the program's version.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        var version = typeof(UsageCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        await output.WriteLineAsync(Text.Replace("{0}", version, StringComparison.Ordinal));
        return 0;
    }
}
