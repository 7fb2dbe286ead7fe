using System.Text;

namespace PolicyEngine.Facts;

/// <summary>
/// Reads posted facts directly into the emitted types. Every fault is reported; unknown members are skipped and listed. Beside the model's own fields, the
/// posted object can have sections: the results of other policies that a policy reads. Faults give the place but never repeat posted values, because these
/// may be personal and faults are stored in the results of jobs.
/// </summary>
public sealed class FactsReader
{
    /// <summary>The greatest depth to which posted facts nest, including unknown members.</summary>
    public const int MaxDepth = 32;

    /// <summary>The maximum number of faults reported for one subject.</summary>
    public const int MaxFaults = 50;

    /// <summary>The maximum number of unknown members listed for one subject.</summary>
    public const int MaxIgnored = 100;

    /// <summary>
    /// The maximum number of fields of all objects in one subject's facts together, whether given or not. The bound is needed because an object of 200 fields
    /// takes three kilobytes of memory but only two characters to write.
    /// </summary>
    public const int MaxFields = 1_000_000;

    private readonly ObjectPlan _root;
    private readonly (string Name, ObjectPlan Plan)[] _sections;

    /// <summary>Creates a reader that keeps every value.</summary>
    /// <param name="root">The fact model's shape.</param>
    /// <param name="sections">Additional members of the posted object; each is read into an instance of its own.</param>
    public FactsReader(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections)
        : this(root, sections, (_, _) => true)
    {
    }

    /// <summary>Creates a reader that checks every value and keeps those that are used.</summary>
    /// <param name="root">The fact model's shape.</param>
    /// <param name="sections">Additional members of the posted object; each is read into an instance of its own.</param>
    /// <param name="isWanted">Whether any expression reads the named field of a shape.</param>
    internal FactsReader(FactShape root, IReadOnlyList<(string Name, FactShape Shape)> sections, Func<FactShape, string, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = new ObjectPlan(root, isWanted, sections.Select(s => s.Name));
        _sections = [.. sections.Select(s => (s.Name, new ObjectPlan(s.Shape, isWanted)))];
    }

    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The text in UTF-8; a byte order mark is skipped.</param>
    public PostedFacts Read(ReadOnlySpan<byte> utf8)
    {
        var reading = new FactsReading(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
        return reading.ReadRoot(_root, _sections);
    }
}
