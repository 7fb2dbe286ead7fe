namespace PolicyEngine.Tests.Appraisals;

/// <summary>A test with the shared reference data, which is a folder next to the repository; skipped where there is none.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (Folder is null)
            Skip = "the shared reference data (../shared/reference) is not beside this repository";
    }

    /// <summary>The folder <c>../shared</c> relative to the repository's root; <see langword="null"/> if there is none.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "PolicyService.sln")))
            root = root.Parent;
        var shared = root?.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : null;
        return shared is not null && Directory.Exists(Path.Combine(shared, "reference")) ? shared : null;
    }
}
