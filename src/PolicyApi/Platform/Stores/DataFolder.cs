using Microsoft.Extensions.Options;
using PolicyApi.Platform.Content;
using PolicyApi.Storage.Files;

namespace PolicyApi.Platform.Stores;

/// <summary>The folder with all files that the service keeps; only the service's user can open it.</summary>
/// <param name="path">The full path.</param>
internal sealed partial class DataFolder(string path)
{
    /// <summary>The full path.</summary>
    public string FullName => path;

    /// <summary>Creates the folder that the settings name, or removes other users' access to an existing one.</summary>
    /// <exception cref="InvalidDataException">The folder cannot be created or opened, or others use it.</exception>
    public static DataFolder Open(IServiceProvider provider)
    {
        var folder = new DataFolder(PathOf(provider));
        try
        {
            if (BelongsToOthers(folder.FullName))
                throw new InvalidDataException($"the data folder `{folder.FullName}` is accessible to others and holds files that are not the service's; the service would lock others out of it. Set a folder of its own with `Store:Folder`, or restrict access yourself first (`chmod 0700`).");
            if (!OwnerOnly.Folder(folder.FullName))
                OpenToOthers(provider.GetRequiredService<ILogger<DataFolder>>(), folder.FullName);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the data folder `{folder.FullName}` cannot be created or opened ({e.Message}); give it to the service's user, or set another folder with `Store:Folder`.", e);
        }
    }

    /// <summary>Returns the full path that the settings name; the folder need not exist.</summary>
    public static string PathOf(IServiceProvider provider) =>
        PathOf(provider.GetRequiredService<IOptions<StoreSettings>>().Value, provider.GetRequiredService<ContentFolders>());

    /// <summary>Returns the full path that the given settings name; the folder need not exist.</summary>
    public static string PathOf(StoreSettings settings, ContentFolders folders) => Path.GetFullPath(settings.Folder, folders.Home.FullName);

    /// <summary>Returns the path of a file or folder in it.</summary>
    public string Below(string name) => Path.Combine(path, name);

    /// <summary>
    /// Whether others use a folder, such as <c>/tmp</c>: they can open it, it is sticky or not empty, and it contains no files of the service.
    /// </summary>
    private static bool BelongsToOthers(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && OwnerOnly.IsOpen(folder)
        && (File.GetUnixFileMode(folder).HasFlag(UnixFileMode.StickyBit) || !IsEmpty(folder)) && !Directory.EnumerateFileSystemEntries(folder).Any(IsOurs);

    // A freshly formatted volume contains this folder.
    private static bool IsEmpty(string folder) => Directory.EnumerateFileSystemEntries(folder).All(e => Path.GetFileName(e) is "lost+found");

    private static bool IsOurs(string path) => Path.GetFileName(path) is "journal.db" or "store.lock" || path.EndsWith(".key", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Warning, "the data folder {Folder} belongs to another user and is open to others; give it the mode 0700")]
    private static partial void OpenToOthers(ILogger log, string folder);
}
