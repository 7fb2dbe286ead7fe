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
/// One JSON value that remembers where it stood in the posted text. Numbers keep their text, so that
/// nothing passes through a binary floating-point number on its way to a decimal.
/// </summary>
public sealed class SourceNode
{
    private readonly Dictionary<string, SourceNode>? _byName;

    internal SourceNode(SourceKind kind, string pointer, int line, int column, string text)
        : this(kind, pointer, line, column, text, [], [])
    {
    }

    /// <summary>Makes an object whose members were put into a dictionary while they were read.</summary>
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

    /// <summary>What kind of value this is.</summary>
    public SourceKind Kind { get; }

    /// <summary>RFC 6901 pointer to this value.</summary>
    public string Pointer { get; }

    /// <summary>1-based line of the value's first character.</summary>
    public int Line { get; }

    /// <summary>1-based column of the value's first character, in characters.</summary>
    public int Column { get; }

    /// <summary>The string's value, the number as written, or <c>true</c>, <c>false</c>, <c>null</c>; empty for objects and arrays.</summary>
    public string Text { get; }

    /// <summary>The members of an object in the order they were written; empty for other kinds.</summary>
    public IReadOnlyList<KeyValuePair<string, SourceNode>> Members { get; }

    /// <summary>The items of an array; empty for other kinds.</summary>
    public IReadOnlyList<SourceNode> Items { get; }

    /// <summary>The member of that exact name, or <see langword="null"/>.</summary>
    /// <param name="name">A member name; case matters.</param>
    public SourceNode? this[string name] => _byName is not null && _byName.TryGetValue(name, out var node) ? node : null;

    /// <summary>Lets a member be found by another name as well, because an author has misspelt it.</summary>
    internal void Take(SourceNode member, string name) => _byName!.TryAdd(name, member);

    /// <summary>Reads a number exactly.</summary>
    /// <param name="value">The decimal, when the number has one.</param>
    /// <returns><see langword="false"/> if this is not a number, or one that a decimal cannot represent exactly.</returns>
    public bool TryGetDecimal(out decimal value)
    {
        value = 0;
        return Kind == SourceKind.Number && ExactDecimal.TryParse(Text, out value);
    }

    /// <summary>The value as text for messages: strings quoted, the rest as written.</summary>
    public override string ToString() => Kind switch
    {
        SourceKind.Object => string.Create(CultureInfo.InvariantCulture, $"an object of {Members.Count} members"),
        SourceKind.Array => string.Create(CultureInfo.InvariantCulture, $"an array of {Items.Count} items"),
        SourceKind.String => $"\"{TextInWords.Of(Text)}\"",
        _ => Text,
    };
}
