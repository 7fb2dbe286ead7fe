using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Problems;

/// <summary>What can be wrong with a query.</summary>
internal static class ParameterFaults
{
    private const string UnknownCode = "parameter-unknown";
    private const string InvalidCode = "parameter-invalid";
    private const int MostShown = 20;

    /// <summary>The refusal of a query.</summary>
    /// <param name="found">What is wrong with it; one at least. No more than twenty are told.</param>
    public static Fault Of(IReadOnlyList<ProblemEntry> found)
    {
        var shown = found.Take(MostShown).ToList();
        var detail = string.Join(' ', shown.Select(e => e.Message));
        return shown.Exists(e => e.Code == UnknownCode)
            ? new Fault(400, UnknownCode, "A parameter is not known", detail, shown)
            : new Fault(400, InvalidCode, "A parameter cannot be read", detail, shown);
    }

    /// <summary>The endpoint does not know the parameter.</summary>
    public static ProblemEntry Unknown(string name, IReadOnlyList<string> known)
    {
        var shown = Shown(name);
        return Entry(UnknownCode, shown, known.Count == 0
            ? $"`{shown}` is not a parameter of this path, which has no query parameters."
            : $"`{shown}` is not known here{Nearest.Hint(shown, known)}; this path has {string.Join(", ", known.Select(k => $"`{k}`"))}.");
    }

    /// <summary>The parameter is given more often than once, and the endpoint takes one value.</summary>
    public static ProblemEntry Repeated(string name, int times) =>
        Entry(InvalidCode, name, string.Create(CultureInfo.InvariantCulture, $"`{name}` is given {times} times; give it once."));

    /// <summary>The parameter is given without a value.</summary>
    public static ProblemEntry Empty(string name) => Entry(InvalidCode, name, $"`{name}` has no value; give it one, or leave it out.");

    /// <summary>The parameter has a value of another kind than the endpoint takes.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">What was sent.</param>
    /// <param name="form">How a value is written, as a clause: <c>it is a whole number, such as `20`</c>.</param>
    public static ProblemEntry Unreadable(string name, string value, string form) =>
        Entry(InvalidCode, name, $"`{Shown(value)}` cannot be read as `{name}`; {form}.");

    /// <summary>The parameter has a value that a rule of its own refuses.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="message">What is wrong, and what to do about it.</param>
    public static ProblemEntry Refused(string name, string message) => Entry(InvalidCode, name, message);

    private static ProblemEntry Entry(string code, string name, string message) => new(code, DiagnosticSeverity.Error, name, message);

    /// <summary>What was sent, as far as an answer repeats it.</summary>
    public static string Shown(string text) => text.Length > 64 ? text[..64] + "…" : text;
}
