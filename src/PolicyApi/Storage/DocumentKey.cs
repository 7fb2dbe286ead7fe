using System.Text.RegularExpressions;
using PolicyEngine.Documents;

namespace PolicyApi.Storage;

/// <summary>Names one document: ids are unique within a section.</summary>
/// <param name="Section">The section of the catalogue.</param>
/// <param name="Id">1–64 characters of <c>a–z 0–9 -</c>, starting with a letter.</param>
public readonly partial record struct DocumentKey(CatalogSection Section, string Id) : IComparable<DocumentKey>
{
    /// <summary>Whether a text is a document id.</summary>
    /// <param name="id">Any text.</param>
    public static bool IsId(string? id) => id is not null && IdPattern().IsMatch(id);

    /// <summary>Orders by section, then by id, ordinally.</summary>
    /// <param name="other">Another key.</param>
    public int CompareTo(DocumentKey other)
    {
        var bySection = Section.CompareTo(other.Section);
        return bySection != 0 ? bySection : string.CompareOrdinal(Id, other.Id);
    }

    /// <summary>Returns the key as people write it: <c>policies/kam-promotion</c>.</summary>
    public override string ToString() => $"{StoredNames.Of(Section)}/{Id}";

    /// <summary>Whether the left key comes before the right one.</summary>
    public static bool operator <(DocumentKey left, DocumentKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left key comes after the right one.</summary>
    public static bool operator >(DocumentKey left, DocumentKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left key equals the right one or comes before it.</summary>
    public static bool operator <=(DocumentKey left, DocumentKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left key equals the right one or comes after it.</summary>
    public static bool operator >=(DocumentKey left, DocumentKey right) => left.CompareTo(right) >= 0;

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdPattern();
}
