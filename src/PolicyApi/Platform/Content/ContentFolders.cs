namespace PolicyApi.Platform.Content;

/// <summary>Where the files that ship with the service lie: beside the program once published, at the top of the repository before.</summary>
/// <param name="policies">Holds the default documents.</param>
/// <param name="templates">Holds one folder per report template.</param>
/// <param name="managers">Holds the sample managers.</param>
internal sealed class ContentFolders(DirectoryInfo policies, DirectoryInfo templates, DirectoryInfo managers)
{
    /// <summary>Holds the default documents, in any depth.</summary>
    public DirectoryInfo Policies => policies;

    /// <summary>Holds one folder per report template.</summary>
    public DirectoryInfo Templates => templates;

    /// <summary>Holds the sample managers, one JSON file each.</summary>
    public DirectoryInfo Managers => managers;

    /// <summary>Finds the folders beside the program, in the content root or above it.</summary>
    /// <param name="contentRoot">The host's content root.</param>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static ContentFolders Find(string contentRoot)
    {
        var home = Candidates(contentRoot).FirstOrDefault(d => Directory.Exists(Path.Combine(d.FullName, "policies")))
            ?? throw new DirectoryNotFoundException(
                $"no folder `policies` beside the program, in `{contentRoot}` or above it; run from the repository or publish with the content files.");
        return new ContentFolders(
            new DirectoryInfo(Path.Combine(home.FullName, "policies")),
            new DirectoryInfo(Path.Combine(home.FullName, "report-templates")),
            new DirectoryInfo(Path.Combine(home.FullName, "samples", "managers")));
    }

    // The repository comes first, so that an edited policy counts without a build.
    private static IEnumerable<DirectoryInfo> Candidates(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
            yield return folder;
        yield return new DirectoryInfo(AppContext.BaseDirectory);
    }
}
