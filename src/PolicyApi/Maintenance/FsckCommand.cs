using PolicyApi.Platform.Content;
using PolicyApi.Platform.Settings;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;

namespace PolicyApi.Maintenance;

/// <summary><c>fsck</c>: checks everything in an embedded store that no service has open, and reports what is wrong and where.</summary>
internal static class FsckCommand
{
    private const string Name = "fsck";
    private const int Well = 0;
    private const int CannotLook = 1;
    private const int FoundProblems = 2;

    /// <summary>Whether the command line names this command.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args.Count > 0 && string.Equals(args[0], Name, StringComparison.Ordinal);

    /// <summary>Checks the store and prints a report.</summary>
    /// <param name="args">The command line, with settings as for the service, such as <c>--Store:Folder data</c>.</param>
    /// <param name="output">Receives counts and problems, one per line.</param>
    /// <returns>The exit code: 0 if there are no problems, 1 if the store cannot be checked, 2 if there are problems.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            return await TellAsync(StoreHolder.Inspect(FolderOf(args[1..])), output);
        }
        catch (Exception e) when (e is StoreException or DirectoryNotFoundException or SettingsException)
        {
            await output.WriteLineAsync("fsck cannot look: " + e.Message);
            return CannotLook;
        }
    }

    private static string FolderOf(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        SettingsException.ThrowIfAny(
        [
            .. CommandLineCheck.Faults(settings, [StoreSettings.Section]), .. SettingsCheck.Faults(builder.Configuration, [new SettingsSection(StoreSettings.Section, typeof(StoreSettings))]),
        ]);
        var store = builder.Configuration.GetSection(StoreSettings.Section).Get<StoreSettings>() ?? new StoreSettings();
        return store.IsPostgres
            ? throw new SettingsException(["`Store:Kind` is `postgres`; `fsck` looks into the files of the embedded store, so use `verify` for this one."])
            : DataFolder.PathOf(store, ContentFolders.Find());
    }

    private static async Task<int> TellAsync(StoreReport report, TextWriter output)
    {
        foreach (var line in report.Counts)
            await output.WriteLineAsync(line);
        if (report.Problems.Count == 0)
        {
            await output.WriteLineAsync("all is well: every hash, link, seal and key was looked at.");
            return Well;
        }

        await output.WriteLineAsync($"{report.Problems.Count} problems:");
        foreach (var line in report.Problems)
            await output.WriteLineAsync("  " + line);
        await output.WriteLineAsync("if one of these is about the disk, fix that and run fsck again; otherwise restore a backup (docs/operations.md#after-damage), and keep this folder for investigation.");
        return FoundProblems;
    }
}
