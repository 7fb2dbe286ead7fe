using System.Globalization;

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
        if (Node.Members.FirstOrDefault(m => m.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { Key: { } written, Value: var value } || _known.Contains(written, StringComparer.Ordinal))
            return;
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

    /// <summary>A name that expressions use and that may be left out.</summary>
    public string? OptionalName(string name) => AsName(Optional(name));

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
            if (!_known.Contains(name, StringComparer.Ordinal))
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
        : Refuse(node!, "invalid-id", $"{node} is no id; use 1–64 characters of a–z, 0–9 and -, starting with a letter");

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

/// <summary>Readings of single values, with the fault reported where the value stands.</summary>
internal static class NodeReading
{
    private const int LongestName = 64;

    /// <summary>Whether a value is of a kind; reports it as <c>wrong-type</c> when not.</summary>
    public static bool Is(SourceNode node, SourceKind kind, DiagnosticBag diagnostics)
    {
        if (node.Kind == kind)
            return true;
        diagnostics.Error(node, "wrong-type", $"expected {Noun(kind)}, found {Found(node)}; {HowToWrite(kind, node)}");
        return false;
    }

    /// <summary>A number that a decimal holds exactly; reports anything else.</summary>
    public static decimal? Decimal(SourceNode node, DiagnosticBag diagnostics)
    {
        if (!Is(node, SourceKind.Number, diagnostics))
            return null;
        if (node.TryGetDecimal(out var value))
            return value;
        diagnostics.Error(node, "out-of-range", $"{node} cannot be held exactly; use at most 28 digits");
        return null;
    }

    /// <summary>A text in both languages, neither of them blank; reports anything else.</summary>
    public static LocalizedText? Localized(SourceNode node, DiagnosticBag diagnostics)
    {
        if (node.Kind != SourceKind.Object)
            diagnostics.Error(node, "wrong-type", $"expected a text in both languages, found {Found(node)}; write `{{ \"en\": \"…\", \"zh-CN\": \"…\" }}`");
        if (node.Kind != SourceKind.Object || ObjectReader.Open(node, diagnostics) is not { } reader)
            return null;
        var en = reader.Text("en");
        var zhCn = reader.Text("zh-CN");
        reader.Done();
        return en is null || zhCn is null ? null : new LocalizedText(en, zhCn);
    }

    /// <summary>Whether a text can be a document's id.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= LongestName
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Whether a text can be a name in expressions.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && (char.IsLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsLetterOrDigit(c) || c == '_');

    /// <summary>Bounds in words, such as <c>a number from 0 to 100</c>.</summary>
    public static string Range(decimal? minimum, decimal? maximum, string noun = "a number") => (minimum, maximum) switch
    {
        (null, null) => noun,
        ({ } low, null) => $"{noun} of at least {ExactDecimal.ToText(low)}",
        (null, { } high) => $"{noun} of at most {ExactDecimal.ToText(high)}",
        ({ } low, { } high) => $"{noun} from {ExactDecimal.ToText(low)} to {ExactDecimal.ToText(high)}",
    };

    private static string HowToWrite(SourceKind kind, SourceNode found) => (kind, found.Kind) switch
    {
        (SourceKind.String, SourceKind.Number or SourceKind.Boolean) => $"write it in quotes: `\"{found}\"`",
        (SourceKind.Number, SourceKind.String) when ExactDecimal.TryParse(found.Text, out _) => $"write it without quotes: `{found.Text}`",
        (SourceKind.Boolean, SourceKind.String) when found.Text is "true" or "false" => $"write it without quotes: `{found.Text}`",
        (SourceKind.Array, not SourceKind.Null) => "put it in square brackets: `[ … ]`",
        (SourceKind.Object, _) => "write its members in braces: `{ … }`",
        (SourceKind.Array, _) => "write `[ … ]`",
        (SourceKind.Boolean, _) => "write one of these",
        _ => $"write {Noun(kind)}",
    };

    private static string Noun(SourceKind kind) => kind switch
    {
        SourceKind.Object => "an object",
        SourceKind.Array => "an array",
        SourceKind.String => "a string",
        SourceKind.Number => "a number",
        SourceKind.Boolean => "`true` or `false`",
        _ => "`null`",
    };

    private static string Found(SourceNode node) => node.Kind switch
    {
        SourceKind.String => string.Create(CultureInfo.InvariantCulture, $"the string {node}"),
        SourceKind.Number => string.Create(CultureInfo.InvariantCulture, $"the number {node}"),
        SourceKind.Object or SourceKind.Array => Noun(node.Kind),
        _ => $"`{node}`",
    };
}

/// <summary>Refuses the second of two equal names in one list.</summary>
/// <param name="diagnostics">Where a repetition is reported, as <c>duplicate-id</c>.</param>
/// <param name="noun">What the names are of, such as <c>indicator</c>.</param>
/// <param name="comparer">Which names are equal; by default those of the same letters in the same case.</param>
internal sealed class UniqueNames(DiagnosticBag diagnostics, string noun, StringComparer? comparer = null)
{
    private readonly HashSet<string> _seen = new(comparer ?? StringComparer.Ordinal);

    /// <summary>Takes a name; reports it and answers <see langword="false"/> when it was taken before.</summary>
    public bool Add(string name, SourceNode at)
    {
        if (_seen.Add(name))
            return true;
        diagnostics.Error(at, "duplicate-id", $"{noun} `{name}` is there twice; give each its own name");
        return false;
    }
}
