using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using PolicyApi.Catalog;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Tests.Catalog;

/// <summary>
/// A document that consists of words: <c>needs:x</c> requires a document <c>x</c>, <c>against:x@2</c> does not compile together with that version,
/// <c>broken</c> never compiles, <c>doubtful</c> gives a warning.
/// </summary>
internal sealed record TestDocument(DocumentKind Kind, string Id, string Words) : Document(Kind, Id, new LocalizedText(Words, Words))
{
    public static TestDocument Of(string id, string words, DocumentKind kind = DocumentKind.Reward)
    {
        var bytes = Encoding.UTF8.GetBytes($"{kind}|{id}|{words}");
        return new TestDocument(kind, id, words) { Canonical = bytes, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
    }
}

/// <summary>Replaces the engine in tests of the catalogue's own rules, and records what it compiled.</summary>
internal sealed class TestEngine
{
    private readonly List<string> _compiled = [];

    public SetCompiler Compiler => new(Read, Compile, []);

    /// <summary>The compiled sets, each as <c>id@version …</c>.</summary>
    public IReadOnlyList<string> Compiled
    {
        get
        {
            lock (_compiled)
                return [.. _compiled];
        }
    }

    private static DocumentReading Read(ReadOnlyMemory<byte> utf8)
    {
        var parts = Encoding.UTF8.GetString(utf8.Span).Split('|');
        return new DocumentReading(TestDocument.Of(parts[1], parts[2], Enum.Parse<DocumentKind>(parts[0])), []);
    }

    private PolicySet Compile(
        IReadOnlyCollection<VersionedDocument> documents,
        PolicySet? reuse,
        out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics)
    {
        lock (_compiled)
            _compiled.Add(string.Join(' ', documents.Select(d => $"{d.Document.Id}@{d.Version}")));
        var ids = documents.SelectMany(d => new[] { d.Document.Id, $"{d.Document.Id}@{d.Version}" }).ToHashSet(StringComparer.Ordinal);
        diagnostics = documents
            .Select(d => (d, Found: (IReadOnlyList<Diagnostic>)[.. ((TestDocument)d.Document).Words.Split(' ').SelectMany(w => Check(w, ids))]))
            .Where(f => f.Found.Count > 0)
            .ToDictionary(f => f.d, f => f.Found);
        return (PolicySet)RuntimeHelpers.GetUninitializedObject(typeof(PolicySet));
    }

    private static IEnumerable<Diagnostic> Check(string word, HashSet<string> ids)
    {
        if (word == "broken")
            yield return new Diagnostic("broken", DiagnosticSeverity.Error, string.Empty, 0, 0, "it is broken");
        if (word == "doubtful")
            yield return new Diagnostic("doubtful", DiagnosticSeverity.Warning, string.Empty, 0, 0, "look again");
        if (word.StartsWith("needs:", StringComparison.Ordinal) && !ids.Contains(word[6..]))
            yield return new Diagnostic("missing", DiagnosticSeverity.Error, string.Empty, 0, 0, $"`{word[6..]}` is not in force");
        if (word.StartsWith("against:", StringComparison.Ordinal) && ids.Contains(word[8..]))
            yield return new Diagnostic("against", DiagnosticSeverity.Error, string.Empty, 0, 0, $"`{word[8..]}` is in force");
    }
}

/// <summary>A clock that advances only when a test sets it.</summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
