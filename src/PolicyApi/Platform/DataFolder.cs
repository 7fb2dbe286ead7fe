using Microsoft.Extensions.Options;
using PolicyApi.Platform.Content;
using PolicyApi.Storage.Files;

namespace PolicyApi.Platform;

/// <summary>The folder that holds everything the service keeps; nobody but the service's user can open it.</summary>
/// <param name="path">Its full path.</param>
internal sealed partial class DataFolder(string path)
{
    /// <summary>Its full path.</summary>
    public string FullName => path;

    /// <summary>Makes the folder that the settings name, or closes an existing one to others.</summary>
    /// <exception cref="InvalidDataException">It cannot be made.</exception>
    public static DataFolder Open(IServiceProvider provider)
    {
        var folder = new DataFolder(PathOf(provider));
        try
        {
            if (!OwnerOnly.Folder(folder.FullName))
                OpenToOthers(provider.GetRequiredService<ILogger<DataFolder>>(), folder.FullName);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the data folder `{folder.FullName}` cannot be made or opened ({e.Message}); make it the service's user's own, or name another with `Store:Folder`.", e);
        }
    }

    /// <summary>The full path that the settings name, whether there is something or not.</summary>
    public static string PathOf(IServiceProvider provider) =>
        PathOf(provider.GetRequiredService<IOptions<StoreSettings>>().Value, provider.GetRequiredService<ContentFolders>());

    /// <summary>The same, without a service.</summary>
    public static string PathOf(StoreSettings settings, ContentFolders folders) => Path.GetFullPath(settings.Folder, folders.Home.FullName);

    /// <summary>The path of something in it.</summary>
    public string Below(string name) => Path.Combine(path, name);

    [LoggerMessage(LogLevel.Warning, "the data folder {Folder} belongs to another user and is open to others; give it the mode 0700")]
    private static partial void OpenToOthers(ILogger log, string folder);
}
