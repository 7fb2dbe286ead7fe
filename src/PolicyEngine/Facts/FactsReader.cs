using System.Text;

namespace PolicyEngine.Facts;

/// <summary>
/// Reads posted facts straight into the emitted types. Every fault is reported; unknown members are skipped and
/// named. A root can have sections beside the model's own fields: the results that a policy reads from others.
/// No fault repeats the posted values, which may be personal and would be stored in the results of jobs. The place of the fault is enough for the sender.
/// </summary>
public sealed class FactsReader
{
    /// <summary>How deep posted facts may nest, unknown members included.</summary>
    public const int MaxDepth = 32;

    /// <summary>The maximum number of faults reported for one subject.</summary>
    public const int MaxFaults = 50;

    /// <summary>Most unknown members named for one subject.</summary>
    public const int MaxIgnored = 100;

    /// <summary>
    /// The maximum number of fields of all objects of one subject's facts together, given or not: an object of two hundred fields takes three kilobytes, and
    /// two characters to write.
    /// </summary>
    public const int MaxFields = 1_000_000;

    private readonly ObjectPlan _root;
    private readonly (string Name, ObjectPlan Plan)[] _sections;

    /// <summary>Makes a reader that keeps everything.</summary>
    /// <param name="root">Additional members of the posted object, each read into a separate instance.</param>
    /// <param name="sections">Further members of the posted object, each read into a separate instance.</param>
    public FactsReader(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections)
        : this(root, sections, (_, _) => true)
    {
    }

    /// <summary>Makes a reader that keeps what is wanted and checks all.</summary>
    /// <param name="root">The fact model's shape.</param>
    /// <param name="sections">Additional members of the posted object, each read into a separate instance.</param>
    /// <param name="isWanted">Whether any expression reads a field of a shape.</param>
    internal FactsReader(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections, Func<FactShape, string, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = new ObjectPlan(root, isWanted, sections.Select(s => s.Name));
        _sections = [.. sections.Select(s => (s.Name, new ObjectPlan(s.Shape, isWanted)))];
    }

    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The text in UTF-8; a byte order mark is passed over.</param>
    public PostedFacts Read(ReadOnlySpan<byte> utf8)
    {
        var reading = new FactsReading(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
        return reading.ReadRoot(_root, _sections);
    }
}
