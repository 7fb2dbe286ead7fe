using PolicyEngine.Documents;

namespace PolicyApi.Platform.Problems;

/// <summary>Refusals that list diagnostics of the engine.</summary>
internal static class DiagnosticFaults
{
    /// <summary>The document has errors; nothing was stored.</summary>
    public static Fault DocumentInvalid(IReadOnlyList<ProblemEntry> entries) => Of(
        "document-invalid", "The document has errors", "nothing was stored; correct what `errors` lists and send it again.", entries);

    /// <summary>The facts do not fit the fact model; nothing was decided.</summary>
    public static Fault FactsInvalid(IReadOnlyList<Diagnostic> faults) => Of(
        "facts-invalid", "The facts do not fit the fact model", "nothing was decided; correct what `errors` lists and send them again.",
        [.. faults.Select(f => ProblemEntry.From(f))]);

    /// <summary>The command's members are wrong.</summary>
    public static Fault CommandInvalid(IReadOnlyList<Diagnostic> faults) => Of(
        "command-invalid", "The command has errors", "nothing was done; correct what `errors` lists and send it again.",
        [.. faults.Select(f => ProblemEntry.From(f))]);

    // If the body is empty or not JSON, that is the only error: there are no members to check.
    private static Fault Of(string code, string title, string detail, IReadOnlyList<ProblemEntry> entries)
    {
        if (entries.Any(e => string.Equals(e.Code, "empty-body", StringComparison.Ordinal)))
            return Faults.BodyEmpty();
        return entries.Any(e => string.Equals(e.Code, "malformed-json", StringComparison.Ordinal))
            ? Faults.MalformedJson("nothing was stored; `errors` says where the text breaks.", entries)
            : new Fault(422, code, title, detail, entries);
    }
}
