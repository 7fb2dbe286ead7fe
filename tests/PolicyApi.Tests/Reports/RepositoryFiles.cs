namespace PolicyApi.Tests.Reports;

/// <summary>Files of this repository, found from wherever the tests run.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PolicyService.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("the tests run outside the repository: no PolicyService.sln above " + AppContext.BaseDirectory);
    }
}
