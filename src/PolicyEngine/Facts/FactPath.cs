using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Where the reading of facts stands: names and indexes, made into a pointer only when something is to be told.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FactPath
{
    private Parts _parts;

    /// <summary>How deep it is.</summary>
    public int Depth { get; private set; }

    /// <summary>The name of the last part.</summary>
    public readonly string Last => _parts[Depth - 1].Name!;

    /// <summary>Goes down by a name.</summary>
    public void Push(string name) => _parts[Depth++] = new Part(name, 0);

    /// <summary>Goes down by an index.</summary>
    public void Push(int index) => _parts[Depth++] = new Part(null, index);

    /// <summary>Goes up again.</summary>
    public void Cut(int depth) => Depth = depth;

    /// <summary>The JSON pointer.</summary>
    public readonly string ToPointer() => ToPointer(Depth);

    /// <summary>The JSON pointer of the first parts.</summary>
    public readonly string ToPointer(int depth)
    {
        var pointer = string.Empty;
        for (var i = 0; i < depth; i++)
            pointer = JsonPointer.Append(pointer, _parts[i].Name ?? _parts[i].Index.ToString(CultureInfo.InvariantCulture));
        return pointer;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Part(string? Name, int Index);

    /// <summary>One part for each level that a reader goes down to.</summary>
    [InlineArray(FactsReader.MaxDepth + 1)]
    private struct Parts
    {
        private Part _first;
    }
}
