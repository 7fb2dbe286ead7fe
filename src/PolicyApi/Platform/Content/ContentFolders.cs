namespace PolicyApi.Platform.Content;

/// <summary>Where the files that ship with the service lie: beside the program once published, at the top of the repository before.</summary>
/// <param name="home">Holds the folders.</param>
internal sealed class ContentFolders(DirectoryInfo home)
{
    /// <summary>Holds all of them; relative paths of the settings start here.</summary>
    public DirectoryInfo Home => home;

    /// <summary>Holds the default documents, in any depth.</summary>
    public DirectoryInfo Policies => Below("policies");

    /// <summary>Holds one folder per report template.</summary>
    public DirectoryInfo Templates => Below("report-templates");

    /// <summary>Holds the sample managers, one JSON file each.</summary>
    public DirectoryInfo Managers => Below("samples", "managers");

    /// <summary>Holds one sample request per policy or scheme, named after it.</summary>
    public DirectoryInfo Requests => Below("samples", "requests");

    /// <summary>Holds sample documents that are not seeded.</summary>
    public DirectoryInfo Documents => Below("samples", "documents");

    /// <summary>Finds the folders in the program's folder or above it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static ContentFolders Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "policies")))
                return new ContentFolders(folder);
        }

        throw new DirectoryNotFoundException(
            $"no folder `policies` in `{AppContext.BaseDirectory}` or above it; run from the repository, or publish with the content files.");
    }

    private DirectoryInfo Below(params string[] names) => new(Path.Combine([home.FullName, .. names]));
}
