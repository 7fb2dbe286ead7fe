namespace PolicyApi.Tests.Reports;

/// <summary>Compares a text with a file beside the tests. <c>UPDATE_GOLDEN=1</c> rewrites the files, so that reviews show the changes.</summary>
internal static class Golden
{
    public static void Check(string name, string actual)
    {
        var path = RepositoryFiles.Path("tests", "PolicyApi.Tests", "Reports", "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"there is no {name}; run the tests once with UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
