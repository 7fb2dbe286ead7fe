using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Compares versions of a document. Items of lists are matched by their names, not by their positions.</summary>
public static class DocumentComparison
{
    /// <summary>Returns how one document differs from another of the same kind.</summary>
    /// <param name="before">The document before.</param>
    /// <param name="after">The document after.</param>
    public static DocumentDifference Compare(Document before, Document after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (from, to) = (RootOf(before), RootOf(after));
        var difference = new TreeDifference();
        difference.Compare(from, to, string.Empty);
        var words = new DifferenceWords(after.Kind, from, to);
        return new DocumentDifference([.. difference.Found.Select(f => new Difference(f.Kind, f.Before, f.After, words.Of(f)))], difference.Patch);
    }

    private static SourceNode RootOf(Document document) =>
        SourceReader.Read(document.Canonical, new DiagnosticBag(EngineLimits.Accepted)) ?? throw new ArgumentException($"`{document.Id}` has no content", nameof(document));
}
