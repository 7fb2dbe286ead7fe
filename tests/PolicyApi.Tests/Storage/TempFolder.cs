namespace PolicyApi.Tests.Storage;

/// <summary>A folder of a test's own.</summary>
internal sealed class TempFolder
{
    public string Path { get; } = Directory.CreateTempSubdirectory("policy-store-").FullName;

    public void Remove() => Directory.Delete(Path, recursive: true);
}
