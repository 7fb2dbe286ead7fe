using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>
/// The position in facts while they are read. Moving to a member or item only sets a number; a pointer is built only when something is reported.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FactPath
{
    private const int Itself = -1;

    private Parts _parts;
    private string? _unknown;

    /// <summary>The number of objects and lists that enclose the position.</summary>
    public int Depth { get; private set; }

    /// <summary>Enters an object. The position is the object itself until a member is set.</summary>
    /// <param name="names">The names of the known members.</param>
    public void Enter(string[] names)
    {
        _unknown = null;
        _parts[Depth++] = new Part(names, Itself);
    }

    /// <summary>Enters a list; the position is its first item.</summary>
    public void EnterList() => _parts[Depth++] = new Part(null, 0);

    /// <summary>Moves to the known member or the item with an index.</summary>
    public void At(int index) => _parts[Depth - 1].Index = index;

    /// <summary>Moves to a member that the model does not know.</summary>
    public void AtUnknown(string name)
    {
        _unknown = name;
        _parts[Depth - 1].Index = Itself;
    }

    /// <summary>Moves from a member back to the object itself.</summary>
    public void AtItself()
    {
        _unknown = null;
        _parts[Depth - 1].Index = Itself;
    }

    /// <summary>Leaves the object or list.</summary>
    public void Leave() => Depth--;

    /// <summary>Returns the JSON pointer of the position.</summary>
    public readonly string ToPointer() => ToPointer(Depth);

    /// <summary>Returns the JSON pointer of the position, cut off at a depth.</summary>
    public readonly string ToPointer(int depth)
    {
        var pointer = string.Empty;
        for (var i = 0; i < depth; i++)
        {
            var (names, index) = _parts[i];
            var name = names is null ? index.ToString(CultureInfo.InvariantCulture) : index == Itself ? _unknown : names[index];
            pointer = name is null ? pointer : JsonPointer.Append(pointer, name);
        }

        return pointer;
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct Part(string[]? Names, int Index);

    /// <summary>One part for every level a reader can enter.</summary>
    [InlineArray(FactsReader.MaxDepth + 1)]
    private struct Parts
    {
        private Part _first;
    }
}
