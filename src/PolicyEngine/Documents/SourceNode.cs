using System.Globalization;
using PolicyEngine.Decimals;

namespace PolicyEngine.Documents;

/// <summary>The kind of a JSON value.</summary>
public enum SourceKind
{
    /// <summary>A JSON object.</summary>
    Object,

    /// <summary>A JSON array.</summary>
    Array,

    /// <summary>A JSON string.</summary>
    String,

    /// <summary>A JSON number; <see cref="SourceNode.Text"/> holds it as written.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>null</c>.</summary>
    Null,
}

/// <summary>
/// One JSON value with its place in the posted text. Numbers are kept as text, so that they become decimals without passing through binary floating point.
/// </summary>
public sealed class SourceNode
{
    private readonly Dictionary<string, SourceNode>? _byName;

    internal SourceNode(SourceKind kind, string pointer, int line, int column, string text)
        : this(kind, pointer, line, column, text, [], [])
    {
    }

    /// <summary>Creates an object whose members were already put into a dictionary while being read.</summary>
    internal SourceNode(string pointer, int line, int column, IReadOnlyList<KeyValuePair<string, SourceNode>> members, Dictionary<string, SourceNode> byName)
        : this(SourceKind.Object, pointer, line, column, string.Empty)
    {
        Members = members;
        _byName = byName;
    }

    internal SourceNode(
        SourceKind kind,
        string pointer,
        int line,
        int column,
        string text,
        IReadOnlyList<KeyValuePair<string, SourceNode>> members,
        IReadOnlyList<SourceNode> items)
    {
        Kind = kind;
        Pointer = pointer;
        Line = line;
        Column = column;
        Text = text;
        Members = members;
        Items = items;
        if (members.Count > 0)
        {
            _byName = new Dictionary<string, SourceNode>(members.Count, StringComparer.Ordinal);
            foreach (var (name, node) in members)
                _byName.TryAdd(name, node);
        }
    }

    /// <summary>The kind of the value.</summary>
    public SourceKind Kind { get; }

    /// <summary>The RFC 6901 pointer to the value.</summary>
    public string Pointer { get; }

    /// <summary>The 1-based line of the value's first character.</summary>
    public int Line { get; }

    /// <summary>The 1-based column of the value's first character, counted in characters.</summary>
    public int Column { get; }

    /// <summary>The string's value, the number as written, or <c>true</c>, <c>false</c>, <c>null</c>; empty for objects and arrays.</summary>
    public string Text { get; }

    /// <summary>The members of an object in the order they were written; empty for other kinds.</summary>
    public IReadOnlyList<KeyValuePair<string, SourceNode>> Members { get; }

    /// <summary>The items of an array; empty for other kinds.</summary>
    public IReadOnlyList<SourceNode> Items { get; }

    /// <summary>The member with exactly that name; <see langword="null"/> if there is none.</summary>
    /// <param name="name">A member name; case matters.</param>
    public SourceNode? this[string name] => _byName is not null && _byName.TryGetValue(name, out var node) ? node : null;

    /// <summary>Makes a member available under another name as well, because its name was misspelt.</summary>
    internal void Take(SourceNode member, string name) => _byName!.TryAdd(name, member);

    /// <summary>Reads a number exactly.</summary>
    /// <param name="value">The exact value.</param>
    /// <returns><see langword="false"/> if this is not a number, or one that a decimal cannot represent exactly.</returns>
    public bool TryGetDecimal(out decimal value)
    {
        value = 0;
        return Kind == SourceKind.Number && ExactDecimal.TryParse(Text, out value);
    }

    /// <summary>Returns the value as text for messages: strings are quoted and shortened, objects and arrays described, the rest as written.</summary>
    public override string ToString() => Kind switch
    {
        SourceKind.Object => string.Create(CultureInfo.InvariantCulture, $"an object of {Members.Count} members"),
        SourceKind.Array => string.Create(CultureInfo.InvariantCulture, $"an array of {Items.Count} items"),
        SourceKind.String => $"\"{TextInWords.Of(Text)}\"",
        _ => Text,
    };
}
