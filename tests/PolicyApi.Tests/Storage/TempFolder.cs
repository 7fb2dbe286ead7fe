namespace PolicyApi.Tests.Storage;

/// <summary>A temporary folder for one test.</summary>
internal sealed class TempFolder
{
    public string Path { get; } = Directory.CreateTempSubdirectory("policy-store-").FullName;

    public void Remove() => Directory.Delete(Path, recursive: true);
}
