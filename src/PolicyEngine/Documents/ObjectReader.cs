namespace PolicyEngine.Documents;

/// <summary>
/// Reads the members of one JSON object into values. Everything wrong is added to the bag and answered with
/// <see langword="null"/>, so that reading goes on and the author sees every fault at once.
/// Call <see cref="Done"/> when all members have been asked for: what nobody asked for is unknown.
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

    /// <summary>Where everything wrong is collected.</summary>
    public DiagnosticBag Diagnostics { get; }

    /// <summary>Opens a value that has to be an object; reports it and answers <see langword="null"/> when it is not.</summary>
    /// <param name="node">The value.</param>
    /// <param name="diagnostics">Where everything wrong is collected.</param>
    /// <param name="nullIsAbsent">Whether a member written as <c>null</c>, here or below, counts as left out.</param>
    public static ObjectReader? Open(SourceNode node, DiagnosticBag diagnostics, bool nullIsAbsent = false) =>
        NodeReading.Is(node, SourceKind.Object, diagnostics) ? new ObjectReader(node, diagnostics, nullIsAbsent) : null;

    /// <summary>Whether the member is written, also when its value is wrong; the member counts as known from then on.</summary>
    public bool Has(string name) => Optional(name) is not null;

    /// <summary>A member of any kind that has to be there.</summary>
    public SourceNode? Required(string name)
    {
        var member = Optional(name);
        if (member is null)
            Diagnostics.Error(Node, "missing-member", $"member `{name}` is missing; add it");
        return member;
    }

    /// <summary>A member of any kind that may be left out.</summary>
    public SourceNode? Optional(string name)
    {
        _known.Add(name);
        if (Node[name] is null && !_allowsOthers)
            TakeOtherCase(name);
        return Node[name] is { } member && !(_nullIsAbsent && member.Kind == SourceKind.Null) ? member : null;
    }

    /// <summary>Members that are not known here are somebody else's, also those that differ only by case from one that is.</summary>
    public void AllowOthers() => _allowsOthers = true;

    /// <summary>A member in the wrong case is an error, and is read as what was meant, so that what is wrong in it shows as well.</summary>
    private void TakeOtherCase(string name)
    {
        // Asked for every member that is left out, so without closures.
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

    /// <summary>Members that are read elsewhere: known here, not looked at.</summary>
    public void Leave(params ReadOnlySpan<string> names) => _known.AddRange(names);

    /// <summary>A string that has to be there and is not blank.</summary>
    public string? Text(string name, int maxLength = LongestText) => AsText(Required(name), maxLength);

    /// <summary>A string that may be left out; written, it is not blank.</summary>
    public string? OptionalText(string name, int maxLength = LongestText) => AsText(Optional(name), maxLength);

    /// <summary>A document's id: 1–64 characters of a–z, 0–9 and -, starting with a letter.</summary>
    public string? Id(string name) => AsId(Required(name));

    /// <summary>A document's id that may be left out.</summary>
    public string? OptionalId(string name) => AsId(Optional(name));

    /// <summary>A name that expressions use: letters of any script, digits and _, not starting with a digit, at most 64.</summary>
    public string? Name(string name) => AsName(Required(name));

    /// <summary>A number that has to be there, within bounds that are both allowed themselves.</summary>
    public decimal? Number(string name, decimal? minimum = null, decimal? maximum = null) =>
        AsNumber(Required(name), minimum, maximum);

    /// <summary>A number that may be left out.</summary>
    public decimal? OptionalNumber(string name, decimal? minimum = null, decimal? maximum = null) =>
        AsNumber(Optional(name), minimum, maximum);

    /// <summary>A whole number that has to be there, within bounds.</summary>
    public int? Integer(string name, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        AsInteger(Required(name), minimum, maximum);

    /// <summary>A whole number that may be left out.</summary>
    public int? OptionalInteger(string name, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        AsInteger(Optional(name), minimum, maximum);

    /// <summary><c>true</c> or <c>false</c>, which has to be there.</summary>
    public bool? Boolean(string name) => AsBoolean(Required(name));

    /// <summary><c>true</c> or <c>false</c>, or nothing.</summary>
    public bool? OptionalBoolean(string name) => AsBoolean(Optional(name));

    /// <summary>A text in both languages that has to be there.</summary>
    public LocalizedText? Localized(string name) => AsLocalized(Required(name));

    /// <summary>A text in both languages that may be left out; written, it has both.</summary>
    public LocalizedText? OptionalLocalized(string name) => AsLocalized(Optional(name));

    /// <summary>One of a few words, such as <c>ratio</c> or <c>steps</c>, that has to be there.</summary>
    /// <param name="name">The member.</param>
    /// <param name="words">What each word stands for.</param>
    public T? Word<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => AsWord(Required(name), words);

    /// <summary>One of a few words that may be left out.</summary>
    /// <param name="name">The member.</param>
    /// <param name="words">What each word stands for.</param>
    public T? OptionalWord<T>(string name, IReadOnlyDictionary<string, T> words)
        where T : struct => AsWord(Optional(name), words);

    /// <summary>An object that has to be there.</summary>
    public ObjectReader? Object(string name) => Required(name) is { } node ? Open(node, Diagnostics, _nullIsAbsent) : null;

    /// <summary>An object that may be left out.</summary>
    public ObjectReader? OptionalObject(string name) => Optional(name) is { } node ? Open(node, Diagnostics, _nullIsAbsent) : null;

    /// <summary>An array that has to be there.</summary>
    public IReadOnlyList<SourceNode>? Array(string name, int minItems = 0) => AsArray(Required(name), minItems);

    /// <summary>An array that may be left out.</summary>
    public IReadOnlyList<SourceNode>? OptionalArray(string name, int minItems = 0) => AsArray(Optional(name), minItems);

    /// <summary>An array of objects that has to be there; items that are no objects are reported and left out.</summary>
    public IReadOnlyList<ObjectReader>? Objects(string name, int minItems = 0) => AsObjects(Array(name, minItems));

    /// <summary>An array of objects that may be left out.</summary>
    public IReadOnlyList<ObjectReader>? OptionalObjects(string name, int minItems = 0) => AsObjects(OptionalArray(name, minItems));

    /// <summary>An array of strings that has to be there, each with its place; items that are no strings are reported and left out.</summary>
    public IReadOnlyList<(string Text, SourceNode At)>? Texts(string name, int minItems = 0) => AsTexts(Array(name, minItems));

    /// <summary>An array of strings that may be left out.</summary>
    public IReadOnlyList<(string Text, SourceNode At)>? OptionalTexts(string name, int minItems = 0) => AsTexts(OptionalArray(name, minItems));

    /// <summary>Adds an error at a member, or at the object when the member is not written.</summary>
    public void ErrorAt(string name, string code, string message) => Diagnostics.Error(Node[name] ?? Node, code, message);

    /// <summary>Reports every member that nobody asked for, with the name that was probably meant.</summary>
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
