using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Problems;

/// <summary>The errors in query parameters.</summary>
internal static class ParameterFaults
{
    private const string UnknownCode = "parameter-unknown";
    private const string InvalidCode = "parameter-invalid";
    private const int MostShown = 20;

    /// <summary>Returns the refusal of a query.</summary>
    /// <param name="found">The errors in it, at least one; the refusal lists at most 20 of them.</param>
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

    /// <summary>The parameter is given more than once, but the endpoint accepts one value.</summary>
    public static ProblemEntry Repeated(string name, int times) =>
        Entry(InvalidCode, name, string.Create(CultureInfo.InvariantCulture, $"`{name}` is given {times} times; give it once."));

    /// <summary>The parameter is given without a value.</summary>
    public static ProblemEntry Empty(string name) => Entry(InvalidCode, name, $"`{name}` has no value; give it one, or leave it out.");

    /// <summary>The value cannot be read as the type that the endpoint expects.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value as sent.</param>
    /// <param name="form">How a value is written, as a clause: <c>it is a whole number, such as `20`</c>.</param>
    public static ProblemEntry Unreadable(string name, string value, string form) =>
        Entry(InvalidCode, name, $"`{Shown(value)}` cannot be read as `{name}`; {form}.");

    /// <summary>The value breaks a rule of the parameter.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="message">What is wrong, and what to do about it.</param>
    public static ProblemEntry Refused(string name, string message) => Entry(InvalidCode, name, message);

    private static ProblemEntry Entry(string code, string name, string message) => new(code, DiagnosticSeverity.Error, name, message);

    /// <summary>Returns a sent text as an error message quotes it: at most 64 characters.</summary>
    public static string Shown(string text) => text.Length > 64 ? text[..64] + "…" : text;
}
