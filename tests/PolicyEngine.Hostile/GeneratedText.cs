using System.Globalization;
using System.Text;

namespace PolicyEngine.Hostile;

/// <summary>Writes out the texts that files only name, such as <c>GEN:parens:1000</c>.</summary>
internal static class GeneratedText
{
    private const string Prefix = "GEN:";

    /// <summary>The text itself, or the one that it names.</summary>
    public static string Of(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return text;
        var parts = text.Split(':');
        return Make(parts[1].Trim(), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    private static string Make(string kind, int n) => kind switch
    {
        "parens" => Times("(", n) + "true" + Times(")", n),
        "not" => Times("!", n) + "true",
        "minus" => Times("- ", n) + "1 < 0",
        "ternary" => Times("true?true:", n) + "true",
        "iif" => Times("iif(true,", n) + "true" + Times(",false)", n),
        "and" => Joined("true", " && ", n),
        "or" => Joined("false", " || ", n),
        "plus" => Joined("1", " + ", n) + " > 0",
        "concat" => Joined("\"a\"", " + ", n) + " != null",
        "coalesce" => Joined("input1.name", " ?? ", n) + " != null",
        "chain" => "\"a\"" + Times(".Trim()", n) + " != null",
        "strs" => Joined("\"a\"", " ", n),
        "in" => "input1.x in (" + Joined("1", ", ", n) + ")",
        "indexer" => "input1.list" + Times("[0", n) + Times("]", n) + " > 0",
        "np" => Times("np(", n) + "input1.name" + Times(")", n) + " != null",
        "lambda" => Nested(n),
        "long" => Times("9", n) + " > 0",
        "ident" => Times("a", n),
        "new" => Times("new (", n) + "1 as a" + Times(" as a)", n),
        "newshort" => Times("new(", n) + "1" + Times(" as a)", n),
        _ => throw new InvalidDataException($"the generated text `{kind}` is not known"),
    };

    private static string Times(string text, int n) => new StringBuilder(text.Length * n).Insert(0, text, n).ToString();

    private static string Joined(string term, string separator, int n) => string.Join(separator, Enumerable.Repeat(term, n));

    private static string Nested(int n)
    {
        var text = new StringBuilder();
        for (var i = 0; i < n; i++)
            text.Append(CultureInfo.InvariantCulture, $"input1.list.Any(a{i} => ");
        return text.Append("true").Append(')', n).ToString();
    }
}
