namespace PolicyApi.Platform.Content;

/// <summary>The folders with the files that ship with the service: beside the published program, or at the top of the repository.</summary>
/// <param name="home">The folder that contains them.</param>
internal sealed class ContentFolders(DirectoryInfo home)
{
    /// <summary>The folder that contains all others; relative paths in the settings start here.</summary>
    public DirectoryInfo Home => home;

    /// <summary>The folder of the default documents, at any depth.</summary>
    public DirectoryInfo Policies => Below("policies");

    /// <summary>The folder with one subfolder per report template.</summary>
    public DirectoryInfo Templates => Below("report-templates");

    /// <summary>The folder of the sample managers, one JSON file each.</summary>
    public DirectoryInfo Managers => Below("samples", "managers");

    /// <summary>The folder with one sample request per policy or scheme, named after it.</summary>
    public DirectoryInfo Requests => Below("samples", "requests");

    /// <summary>The folder of sample documents that are not seeded.</summary>
    public DirectoryInfo Documents => Below("samples", "documents");

    /// <summary>Finds the folders in the program's folder or above it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no folder <c>policies</c> there.</exception>
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
