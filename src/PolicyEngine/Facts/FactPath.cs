using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>
/// The position while facts are read. Reading a member or item only sets a number; a pointer is built only
/// when something is reported.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FactPath
{
    private const int Itself = -1;

    private Parts _parts;
    private string? _unknown;

    /// <summary>The number of enclosing objects and lists.</summary>
    public int Depth { get; private set; }

    /// <summary>Enters an object; the position is the object itself until a member is set.</summary>
    /// <param name="names">The names of the known members.</param>
    public void Enter(string[] names)
    {
        _unknown = null;
        _parts[Depth++] = new Part(names, Itself);
    }

    /// <summary>Enters a list, at its first item.</summary>
    public void EnterList() => _parts[Depth++] = new Part(null, 0);

    /// <summary>Moves to a known member, or to an item.</summary>
    public void At(int index) => _parts[Depth - 1].Index = index;

    /// <summary>Moves to an unknown member.</summary>
    public void AtUnknown(string name)
    {
        _unknown = name;
        _parts[Depth - 1].Index = Itself;
    }

    /// <summary>Moves from the members back to the object itself.</summary>
    public void AtItself()
    {
        _unknown = null;
        _parts[Depth - 1].Index = Itself;
    }

    /// <summary>Leaves the object or list.</summary>
    public void Leave() => Depth--;

    /// <summary>The JSON pointer.</summary>
    public readonly string ToPointer() => ToPointer(Depth);

    /// <summary>The JSON pointer of the position, up to a depth.</summary>
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

    /// <summary>One part for each level that a reader enters.</summary>
    [InlineArray(FactsReader.MaxDepth + 1)]
    private struct Parts
    {
        private Part _first;
    }
}
