namespace PolicyApi.Tests.Answers;

/// <summary>Files of the repository, and of the folder with shared inputs that may be beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Returns the path of a file beside the repository; it may not exist.</summary>
    public static string SharedPathOf(params string[] parts) => Path.Combine([Root, "..", "shared", .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyService.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests run from within the repository");
    }
}

/// <summary>A test on a file of the shared inputs; skipped with the reason if it does not exist.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(params string[] parts)
    {
        if (!File.Exists(Repository.SharedPathOf(parts)))
            Skip = $"needs ../shared/{string.Join('/', parts)}, which is not part of the repository";
    }
}
