using System.Text;
using PolicyEngine.Policies;

namespace PolicyEngine.Bench;

/// <summary>The default documents of the repository.</summary>
internal static class Repository
{
    /// <summary>Finds the folder of the repository above that of the program.</summary>
    public static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyService.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("run the bench from within the repository");
    }

    /// <summary>Reads a document.</summary>
    public static VersionedDocument Read(string text) => Of(DocumentReader.Read(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads a document that was accepted before, as the service does when it starts, without warnings.</summary>
    public static VersionedDocument ReadAccepted(string text) => Of(DocumentReader.ReadAccepted(Encoding.UTF8.GetBytes(text)));

    private static VersionedDocument Of(DocumentReading reading)
    {
        return new VersionedDocument(reading.Document ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics)), 1);
    }

    /// <summary>Compiles the default policies; the scheme has no report template, because templates do not belong to the engine.</summary>
    public static PolicySet Compile(string root)
    {
        var documents = Directory.GetFiles(Path.Combine(root, "policies"), "*.json", SearchOption.AllDirectories)
            .Select(f => Read(File.ReadAllText(f).Replace("\"template\": \"kam-appraisal\"", "\"$schema\": \"none\"", StringComparison.Ordinal)))
            .ToList();
        var set = PolicySet.Compile(documents, reuse: null, out var diagnostics);
        return diagnostics.Count == 0 ? set : throw new InvalidOperationException(string.Join('\n', diagnostics.SelectMany(d => d.Value)));
    }
}
