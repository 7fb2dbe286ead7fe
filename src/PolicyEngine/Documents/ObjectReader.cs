namespace PolicyEngine.Documents;

/// <summary>
/// Reads the members of one JSON object into values. Every fault is added to the bag and the value is returned as <see langword="null"/>, so that reading
/// continues and the author sees all faults at once. Call <see cref="Done"/> after reading: it reports every member that was not read as unknown.
/// </summary>
internal sealed class ObjectReader
{
    private const int LongestText = 4_096;

    private readonly List<string> _known = [];

    private readonly bool _nullIsAbsent;
    private bool _allowsOthers;

    private ObjectReader(SourceNode node, DiagnosticBag diagnostics, bool nullIsAbsent)
    {
        Node = node;
        Diagnostics = diagnostics;
        _nullIsAbsent = nullIsAbsent;
    }

    /// <summary>The object being read.</summary>
    public SourceNode Node { get; }

    /// <summary>The bag that collects the faults.</summary>
    public DiagnosticBag Diagnostics { get; }

    /// <summary>Opens a value that must be an object; returns <see langword="null"/> after reporting anything else.</summary>
    /// <param name="node">The value.</param>
    /// <param name="diagnostics">The bag that collects the faults.</param>
    /// <param name="nullIsAbsent">Whether a member with the value <c>null</c> counts as absent, here and in nested objects.</param>
    public static ObjectReader? Open(SourceNode node, DiagnosticBag diagnostics, bool nullIsAbsent = false) =>
        NodeReading.Is(node, SourceKind.Object, diagnostics) ? new ObjectReader(node, diagnostics, nullIsAbsent) : null;

    /// <summary>Whether the member is present, even if its value is wrong. The member counts as read.</summary>
    public bool Has(string name) => Optional(name) is not null;

    /// <summary>Returns a required member of any kind; <see langword="null"/> after reporting that it is missing.</summary>
    public SourceNode? Required(string name)
    {
        var member = Optional(name);
        if (member is null)
            Diagnostics.Error(Node, "missing-member", $"member `{name}` is missing; add it");
        return member;
    }

    /// <summary>Returns an optional member of any kind; <see langword="null"/> when it is absent.</summary>
    public SourceNode? Optional(string name)
    {
        _known.Add(name);
        if (Node[name] is null && !_allowsOthers)
            TakeOtherCase(name);
        return Node[name] is { } member && !(_nullIsAbsent && member.Kind == SourceKind.Null) ? member : null;
    }

    /// <summary>Allows members of unknown names, which then belong to another reader, even if they differ from a known name only by case.</summary>
    public void AllowOthers() => _allowsOthers = true;

    /// <summary>
    /// Reports a member whose name differs only by case, and reads it as the one that was meant, so that faults in its value are reported too.
    /// </summary>
    private void TakeOtherCase(string name)
    {
        // Called for every absent member, so it allocates no closures.
        for (var i = 0; i < Node.Members.Count; i++)
        {
            var (written, value) = Node.Members[i];
            if (written.Length == name.Length && written.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                if (!_known.Contains(written))
                    Take(written, value, name);
                return;
            }
        }
    }

    private void Take(string written, SourceNode value, string name)
    {
        Diagnostics.Error(value, "unknown-member", $"member `{written}` is not known here; did you mean `{name}`?");
        _known.Add(written);
        Node.Take(value, name);
    }

    /// <summary>Marks members as known without reading them, because another reader does.</summary>
    public void Leave(params ReadOnlySpan<string> names) => _known.AddRange(names);

    /// <summary>Reads a required string that is not blank.</summary>
    public string? Text(string name, int maxLength = LongestText) => AsText(Required(name), maxLength);

    /// <summary>Reads an optional string that is not blank.</summary>
    public string? OptionalText(string name, int maxLength = LongestText) => AsText(Optional(name), maxLength);

    /// <summary>Reads a required document id: 1–64 characters of a–z, 0–9 and -, starting with a letter.</summary>
    public string? Id(string name) => AsId(Required(name));

    /// <summary>Reads an optional document id.</summary>
    public string? OptionalId(string name) => AsId(Optional(name));

    /// <summary>Reads a required name for use in expressions: at most 64 letters of any script, digits and _, not starting with a digit.</summary>
    public string? Name(string name) => AsName(Required(name));

    /// <summary>Reads a required number within inclusive bounds.</summary>
    public decimal? Number(string name, decimal? minimum = null, decimal? maximum = null) =>
        AsNumber(Required(name), minimum, maximum);

    /// <summary>Reads an optional number within inclusive bounds.</summary>
    public decimal? OptionalNumber(string name, decimal? minimum = null, decimal? maximum = null) =>
        AsNumber(Optional(name), minimum, maximum);

    /// <summary>Reads a required whole number within inclusive bounds.</summary>
    public int? Integer(string name, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        AsInteger(Required(name), minimum, maximum);

    /// <summary>Reads an optional whole number within inclusive bounds.</summary>
    public int? OptionalInteger(string name, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        AsInteger(Optional(name), minimum, maximum);

    /// <summary>Reads a required <c>true</c> or <c>false</c>.</summary>
    public bool? Boolean(string name) => AsBoolean(Required(name));

    /// <summary>Reads an optional <c>true</c> or <c>false</c>.</summary>
    public bool? OptionalBoolean(string name) => AsBoolean(Optional(name));

    /// <summary>Reads a required text in both languages.</summary>
    public LocalizedText? Localized(string name) => AsLocalized(Required(name));

    /// <summary>Reads an optional text; if present, it must be in both languages.</summary>
    public LocalizedText? OptionalLocalized(string name) => AsLocalized(Optional(name));

    /// <summary>Reads a required string that is one of a few words, such as <c>ratio</c> or <c>steps</c>.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="words">The value of each word.</param>
    public T? Word<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => AsWord(Required(name), words);

    /// <summary>Reads an optional string that is one of a few words.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="words">The value of each word.</param>
    public T? OptionalWord<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => AsWord(Optional(name), words);

    /// <summary>Opens a required object.</summary>
    public ObjectReader? Object(string name) => Required(name) is { } node ? Open(node, Diagnostics, _nullIsAbsent) : null;

    /// <summary>Opens an optional object.</summary>
    public ObjectReader? OptionalObject(string name) => Optional(name) is { } node ? Open(node, Diagnostics, _nullIsAbsent) : null;

    /// <summary>Returns the items of a required array.</summary>
    public IReadOnlyList<SourceNode>? Array(string name, int minItems = 0) => AsArray(Required(name), minItems);

    /// <summary>Returns the items of an optional array.</summary>
    public IReadOnlyList<SourceNode>? OptionalArray(string name, int minItems = 0) => AsArray(Optional(name), minItems);

    /// <summary>Opens the objects of a required array. Items that are not objects are reported and left out.</summary>
    public IReadOnlyList<ObjectReader>? Objects(string name, int minItems = 0) => AsObjects(Array(name, minItems));

    /// <summary>Opens the objects of an optional array.</summary>
    public IReadOnlyList<ObjectReader>? OptionalObjects(string name, int minItems = 0) => AsObjects(OptionalArray(name, minItems));

    /// <summary>Reads a required array of strings, each with its place. Items that are not strings are reported and left out.</summary>
    public IReadOnlyList<(string Text, SourceNode At)>? Texts(string name, int minItems = 0) => AsTexts(Array(name, minItems));

    /// <summary>Reads an optional array of strings, each with its place.</summary>
    public IReadOnlyList<(string Text, SourceNode At)>? OptionalTexts(string name, int minItems = 0) => AsTexts(OptionalArray(name, minItems));

    /// <summary>Adds an error at a member, or at the object if the member is absent.</summary>
    public void ErrorAt(string name, string code, string message) => Diagnostics.Error(Node[name] ?? Node, code, message);

    /// <summary>Reports every member that was not read as unknown, with the name that was probably meant.</summary>
    public void Done()
    {
        foreach (var (name, value) in Node.Members)
        {
            if (!_known.Contains(name))
                Diagnostics.Error(value, "unknown-member", $"member `{name}` is not known here; {Suggest.Hint(name, _known, "remove it")}");
        }
    }

    private string? AsText(SourceNode? node, int maxLength)
    {
        if (node is null || !NodeReading.Is(node, SourceKind.String, Diagnostics))
            return null;
        if (string.IsNullOrWhiteSpace(node.Text))
            return Refuse(node, "out-of-range", "the text is blank; write at least one character");
        return node.Text.Length > maxLength
            ? Refuse(node, "out-of-range", $"the text has {node.Text.Length} characters; at most {maxLength} are allowed")
            : node.Text;
    }

    private string? AsId(SourceNode? node) =>
        AsText(node, LongestText) is not { } text ? null
        : NodeReading.IsId(text) ? text
        : Refuse(node!, "invalid-id", $"{node} is not a valid id; use 1–64 characters of a–z, 0–9 and -, starting with a letter");

    private string? AsName(SourceNode? node) =>
        AsText(node, LongestText) is not { } text ? null
        : NodeReading.IsName(text) ? text
        : Refuse(node!, "invalid-id", $"{node} is no name; use at most 64 letters, digits and _, not starting with a digit");

    private decimal? AsNumber(SourceNode? node, decimal? minimum, decimal? maximum)
    {
        if (node is null || NodeReading.Decimal(node, Diagnostics) is not { } value)
            return null;
        if (value >= (minimum ?? value) && value <= (maximum ?? value))
            return value;
        Diagnostics.Error(node, "out-of-range", $"{node} is out of range; use {NodeReading.Range(minimum, maximum)}");
        return null;
    }

    private int? AsInteger(SourceNode? node, int minimum, int maximum)
    {
        if (node is null || NodeReading.Decimal(node, Diagnostics) is not { } value)
            return null;
        if (decimal.IsInteger(value) && value >= minimum && value <= maximum)
            return (int)value;
        Diagnostics.Error(node, "out-of-range", $"{node} is out of range; use {NodeReading.Range(minimum, maximum, "a whole number")}");
        return null;
    }

    private bool? AsBoolean(SourceNode? node) =>
        node is null || !NodeReading.Is(node, SourceKind.Boolean, Diagnostics) ? null : string.Equals(node.Text, "true", StringComparison.Ordinal);

    private LocalizedText? AsLocalized(SourceNode? node) => node is null ? null : NodeReading.Localized(node, Diagnostics);

    private T? AsWord<T>(SourceNode? node, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (node is null || AsText(node, LongestText) is not { } text)
            return null;
        if (words.TryGetValue(text, out var value))
            return value;
        var all = string.Join(", ", words.Keys.Select(w => $"`{w}`"));
        Diagnostics.Error(node, "out-of-range", $"{node} is not known here; {Suggest.Hint(text, words.Keys, $"use one of {all}")}");
        return null;
    }

    private IReadOnlyList<SourceNode>? AsArray(SourceNode? node, int minItems)
    {
        if (node is null || !NodeReading.Is(node, SourceKind.Array, Diagnostics))
            return null;
        if (node.Items.Count >= minItems)
            return node.Items;
        Diagnostics.Error(node, "out-of-range", minItems == 1 ? "the list is empty; add an item" : $"the list needs at least {minItems} items");
        return null;
    }

    private List<ObjectReader>? AsObjects(IReadOnlyList<SourceNode>? items) =>
        items?.Select(item => Open(item, Diagnostics, _nullIsAbsent)).OfType<ObjectReader>().ToList();

    private List<(string Text, SourceNode At)>? AsTexts(IReadOnlyList<SourceNode>? items) =>
        items?.Select(item => (Text: AsText(item, LongestText), At: item)).Where(t => t.Text is not null).Select(t => (t.Text!, t.At)).ToList();

    private string? Refuse(SourceNode at, string code, string message)
    {
        Diagnostics.Error(at, code, message);
        return null;
    }
}
