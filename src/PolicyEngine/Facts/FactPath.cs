using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>
/// Where the reading of facts stands. Every member and item that is read only sets a number; it is made into a pointer only
/// when something is to be told.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct FactPath
{
    private const int Itself = -1;

    private Parts _parts;
    private string? _unknown;

    /// <summary>How many objects and lists it stands in.</summary>
    public int Depth { get; private set; }

    /// <summary>Goes into an object; it stands at the object itself until it is told of a member.</summary>
    /// <param name="names">The names of the members known.</param>
    public void Enter(string[] names)
    {
        _unknown = null;
        _parts[Depth++] = new Part(names, Itself);
    }

    /// <summary>Goes into a list, to its first item.</summary>
    public void EnterList() => _parts[Depth++] = new Part(null, 0);

    /// <summary>Goes to a member known, or to an item.</summary>
    public void At(int index) => _parts[Depth - 1].Index = index;

    /// <summary>Goes to a member that is not known.</summary>
    public void AtUnknown(string name)
    {
        _unknown = name;
        _parts[Depth - 1].Index = Itself;
    }

    /// <summary>Goes back from the members to the object itself.</summary>
    public void AtItself()
    {
        _unknown = null;
        _parts[Depth - 1].Index = Itself;
    }

    /// <summary>Leaves the object or list.</summary>
    public void Leave() => Depth--;

    /// <summary>The JSON pointer.</summary>
    public readonly string ToPointer() => ToPointer(Depth);

    /// <summary>The JSON pointer of where it stands in the first of the objects and lists.</summary>
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

    /// <summary>One part for each level that a reader goes down to.</summary>
    [InlineArray(FactsReader.MaxDepth + 1)]
    private struct Parts
    {
        private Part _first;
    }
}
