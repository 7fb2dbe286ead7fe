using PolicyApi.Platform.Content;
using PolicyApi.Platform.Templates;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyCli.Files;

/// <summary>All documents below some folders, compiled together as if they were in force.</summary>
/// <param name="Set">The documents that compiled.</param>
/// <param name="Documents">Every document that could be read.</param>
/// <param name="Findings">All errors and warnings, by file and place.</param>
internal sealed record PolicyFolder(PolicySet Set, IReadOnlyList<FileDocument> Documents, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Findings.Any(f => f.Severity == DiagnosticSeverity.Error);

    /// <summary>Reads and compiles folders without the limits of a service: their documents were accepted by one, or will be checked by one later.</summary>
    /// <param name="folders">The folders, with documents at any depth, and report templates as folders of their own.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static PolicyFolder Read(params DirectoryInfo[] folders) => Read(EngineLimits.Accepted, folders);

    /// <summary>Reads and compiles folders.</summary>
    /// <param name="limits">The limits of a document.</param>
    /// <param name="folders">The folders, with documents at any depth, and report templates as folders of their own.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">No folder contains a document; a wrong folder must not count as valid.</exception>
    public static PolicyFolder Read(EngineLimits limits, params DirectoryInfo[] folders)
    {
        MustExist(folders);
        var files = folders.SelectMany(DocumentFiles.Below).ToList();
        if (files.Count == 0)
            throw new InvalidDataException($"there is no document (`*.json`) below {string.Join(", ", folders.Select(f => $"`{f.FullName}`"))}");
        var findings = new List<Finding>();
        var documents = new List<FileDocument>();
        foreach (var file in files)
            Read(file, limits, documents, findings);
        var set = Compile(documents, findings);
        return new PolicyFolder(set, documents, [.. findings.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column)]);
    }

    /// <summary>Throws if a folder does not exist.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static void MustExist(DirectoryInfo[] folders)
    {
        if (Array.Find(folders, f => !f.Exists) is { } missing)
            throw new DirectoryNotFoundException(File.Exists(missing.FullName) ? $"`{missing.FullName}` is a file; name the folder that holds the documents" : $"there is no folder `{missing.FullName}`");
    }

    private static void Read(DocumentFile file, EngineLimits limits, List<FileDocument> documents, List<Finding> findings)
    {
        var reading = DocumentReader.Read(file.Utf8, limits);
        findings.AddRange(reading.Diagnostics.Select(d => Finding.Of(file.Name, d)));
        if (reading.AsFarAsRead is not { } document)
            return;
        if (documents.Find(d => d.Document.Section == document.Section && string.Equals(d.Document.Id, document.Id, StringComparison.Ordinal)) is { } twin)
            findings.Add(new Finding(file.Name, DiagnosticSeverity.Error, "duplicate-document", "/id", 0, 0, $"`{document.Id}` is also the id of a document in `{twin.File}`; rename one of them"));
        else
            documents.Add(new FileDocument(file.Name, document));
        if (document is TemplateDocument template)
            findings.AddRange(TemplateReader.Entries(TemplateReader.Read(template).Diagnostics).Select(e => new Finding(file.Name, e.Severity, e.Code, e.Pointer, 0, 0, e.Message)));
    }

    private static PolicySet Compile(List<FileDocument> documents, List<Finding> findings)
    {
        var byVersion = documents.ToDictionary(d => new VersionedDocument(d.Document, 1), d => d.File);
        var set = PolicySet.Compile([.. byVersion.Keys], reuse: null, out var diagnostics);
        findings.AddRange(diagnostics.SelectMany(found => found.Value.Select(d => Finding.Of(byVersion[found.Key], d))));
        return set;
    }
}

/// <summary>A document and its file.</summary>
/// <param name="File">The file's path, relative to the current folder.</param>
/// <param name="Document">The document.</param>
internal sealed record FileDocument(string File, Document Document);

/// <summary>An error or warning about a file.</summary>
/// <param name="File">The file's path, relative to the current folder.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Code">A stable code.</param>
/// <param name="Pointer">RFC 6901 pointer to the value.</param>
/// <param name="Line">The 1-based line; 0 if unknown.</param>
/// <param name="Column">The 1-based column; 0 if unknown.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record Finding(string File, DiagnosticSeverity Severity, string Code, string Pointer, int Line, int Column, string Message)
{
    /// <summary>Creates a finding from a diagnostic of the engine.</summary>
    public static Finding Of(string file, Diagnostic diagnostic) => new(
        file, diagnostic.Severity, diagnostic.Code, diagnostic.Pointer, diagnostic.Line, diagnostic.Column, diagnostic.Message);

    /// <summary>Returns the finding in the form of compilers, which editors and CI recognize: <c>file(line,column): error code: message</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {(Severity == DiagnosticSeverity.Error ? "error" : "warning")} {Code}: {Message} [{Pointer}]";
}
