using Microsoft.Extensions.Options;
using PolicyApi.Platform.Content;
using PolicyApi.Storage.Files;

namespace PolicyApi.Platform.Stores;

/// <summary>The folder that holds everything the service keeps; nobody but the service's user can open it.</summary>
/// <param name="path">Its full path.</param>
internal sealed partial class DataFolder(string path)
{
    /// <summary>Its full path.</summary>
    public string FullName => path;

    /// <summary>Makes the folder that the settings name, or closes an existing one to others.</summary>
    /// <exception cref="InvalidDataException">It cannot be made, or others use it.</exception>
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

    /// <summary>The full path that the settings name, whether there is something or not.</summary>
    public static string PathOf(IServiceProvider provider) =>
        PathOf(provider.GetRequiredService<IOptions<StoreSettings>>().Value, provider.GetRequiredService<ContentFolders>());

    /// <summary>The same, without a service.</summary>
    public static string PathOf(StoreSettings settings, ContentFolders folders) => Path.GetFullPath(settings.Folder, folders.Home.FullName);

    /// <summary>The path of something in it.</summary>
    public string Below(string name) => Path.Combine(path, name);

    /// <summary>Whether a folder is one that others use, such as <c>/tmp</c>: open to them, or made for everybody, and without anything of the service's.</summary>
    private static bool BelongsToOthers(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && OwnerOnly.IsOpen(folder)
        && (File.GetUnixFileMode(folder).HasFlag(UnixFileMode.StickyBit) || !IsEmpty(folder)) && !Directory.EnumerateFileSystemEntries(folder).Any(IsOurs);

    // A volume of its own has this from the start.
    private static bool IsEmpty(string folder) => Directory.EnumerateFileSystemEntries(folder).All(e => Path.GetFileName(e) is "lost+found");

    private static bool IsOurs(string path) => Path.GetFileName(path) is "journal.db" or "store.lock" || path.EndsWith(".key", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Warning, "the data folder {Folder} belongs to another user and is open to others; give it the mode 0700")]
    private static partial void OpenToOthers(ILogger log, string folder);
}
