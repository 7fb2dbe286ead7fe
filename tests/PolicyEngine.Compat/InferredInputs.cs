using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Compat;

/// <summary>
/// Infers the schema of a case's inputs from the sample, and from the members that expressions name where the sample does
/// not have them or has <c>null</c>: those get the kind under which the workflow compiles best.
/// </summary>
internal sealed partial class InferredInputs
{
    private const int MostUnknown = 24;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FactKind[] Kinds = [FactKind.Text, FactKind.Number, FactKind.Boolean, FactKind.Date];
    private static readonly HashSet<string> ValueMembers = new(StringComparer.OrdinalIgnoreCase) { "Length", "Count", "Year", "Month", "Day" };

    private static readonly HashSet<string> NoFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "in", "new", "null", "true", "false", "iif", "np", "it", "root", "parent", "is", "as", "int", "long", "double", "decimal", "string", "bool",
        "isnull", "cast", "DateTime", "Math", "Convert", "String",
    };

    private readonly Guess _root;
    private readonly List<Guess> _unknown = [];
    private readonly HashSet<string> _words;
    private readonly HashSet<string> _params = new(StringComparer.OrdinalIgnoreCase);

    public InferredInputs(JsonObject inputs, JsonArray workflows, Func<FactSchema, int> countErrors)
    {
        _root = Guess.Of(inputs);
        CollectParams(workflows);
        _words = Word().Matches(workflows.ToJsonString(Readable)).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var expression in Expressions(workflows))
            AddMembers(expression);
        Collect(_root);
        Settle(countErrors);
    }

    /// <summary>The schema: an object with a field per input.</summary>
    public FactSchema Schema => _root.ToSchema();

    /// <summary>One unknown after the other gets the kind with which most compiles.</summary>
    private void Settle(Func<FactSchema, int> countErrors)
    {
        if (_unknown.Count > MostUnknown || (_unknown.Count == 0 && countErrors(Schema) == 0))
            return;
        // The parser stops at the first fault of an expression, so all start with the kind that suits most of them.
        var start = Kinds.MinBy(kind => ErrorsWithAll(kind, countErrors));
        _unknown.ForEach(g => g.Kind = start);
        var ambiguous = _unknown.Concat(Dates(_root));
        foreach (var guess in ambiguous)
        {
            var best = (Errors: int.MaxValue, Kind: guess.Kind);
            foreach (var kind in Kinds.OrderBy(k => k == guess.Kind ? 0 : 1))
            {
                if (guess.IsDate && kind is not (FactKind.Text or FactKind.Date))
                    continue;
                guess.Kind = kind;
                if (countErrors(Schema) is var errors && errors < best.Errors)
                    best = (errors, kind);
            }

            guess.Kind = best.Kind;
        }
    }

    private int ErrorsWithAll(FactKind kind, Func<FactSchema, int> countErrors)
    {
        _unknown.ForEach(g => g.Kind = kind);
        return countErrors(Schema);
    }

    private IEnumerable<Guess> Dates(Guess guess) => Named(guess).Where(g => g.IsDate);

    private void Collect(Guess guess) => _unknown.AddRange(Named(guess).Where(g => g.IsUnknown && g.Fields.Count == 0));

    /// <summary>This value and all below it that the workflows name: the kind of the others makes no difference.</summary>
    private IEnumerable<Guess> Named(Guess guess) => guess.Fields.Where(f => _words.Contains(f.Key)).SelectMany(f => Named(f.Value)).Concat(guess.Items is null ? [] : Named(guess.Items)).Prepend(guess);

    private void CollectParams(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            if (map["Name"] is JsonValue name && map["Expression"] is JsonValue && name.GetValueKind() == JsonValueKind.String)
                _params.Add(name.GetValue<string>());
            foreach (var member in map)
                CollectParams(member.Value);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
                CollectParams(item);
        }
    }

    private static IEnumerable<string> Expressions(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => m.Key.Equals("Expression", StringComparison.OrdinalIgnoreCase) && m.Value is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? [value.GetValue<string>()]
            : Expressions(m.Value)),
        JsonArray list => list.SelectMany(Expressions),
        _ => [],
    };

    private void AddMembers(string expression)
    {
        var code = Literal().Replace(expression, m => new string(' ', m.Length));
        var lambdas = new Dictionary<string, Guess>(StringComparer.Ordinal);
        foreach (Match path in PathOrLambda().Matches(code))
        {
            var names = path.Groups["path"].Value.Split('.', StringSplitOptions.TrimEntries);
            if (Start(names, lambdas, path.Groups["call"].Success) is not { } start)
                continue;
            var at = start.Guess;
            var end = path.Groups["call"].Success ? names.Length - 1 : names.Length;
            for (var i = start.Next; i < end && at is not null; i++)
                at = at.IsUnknown && ValueMembers.Contains(names[i]) ? null : at.Member(names[i]);
            if (at is not null && path.Groups["item"].Success)
                lambdas[path.Groups["item"].Value] = at.ItemsOrSelf();
        }
    }

    private (Guess Guess, int Next)? Start(string[] names, Dictionary<string, Guess> lambdas, bool isCall)
    {
        if (lambdas.TryGetValue(names[0], out var item))
            return (item, 1);
        if (_root.Fields.TryGetValue(names[0], out var input))
            return (input, 1);
        // With a single input RulesEngine takes a bare name as one of its members.
        var isBare = _root.Fields.Count == 1 && !_params.Contains(names[0]) && !NoFields.Contains(names[0]) && !(isCall && char.IsUpper(names[0][0]))
            && _root.Fields.Values.First() is { IsUnknown: false, Kind: FactKind.Object };
        return isBare && !(names.Length == 1 && isCall) ? (_root.Fields.Values.First(), 0) : null;
    }

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|'(\\.|[^'\\])*'
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"[\p{L}_]\w*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w.)\]])(?<path>[\p{L}_]\w*(\s*\.\s*[\p{L}_]\w*)*)(?<call>\s*\(\s*((?<item>[\p{L}_]\w*)\s*=>)?)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathOrLambda();
}
