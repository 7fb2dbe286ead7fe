using PolicyApi.Catalog;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Problems;

/// <summary>The refusals of the catalogue, as problems of the API.</summary>
internal static class CatalogFaults
{
    /// <summary>Returns the problem for a command that the catalogue refused and that changed nothing.</summary>
    public static Fault Of(CatalogResult result) => result switch
    {
        CatalogResult.AlreadyExists exists => Faults.Conflict(
            "already-exists", "There is a document of that id already", $"`{exists.History.Key}` exists; post to its `versions` to add a version."),
        CatalogResult.NotFound missing => NotFound(missing.Key, missing.Version),
        CatalogResult.Conflict { Read: { } read, Present: { } present, History: { } changed } => Faults.Stale(read, present, $"`{changed.Key}`"),
        CatalogResult.Conflict => Faults.Stale("the document has changed in the meantime; read it again and repeat the change."),
        CatalogResult.WrongStatus wrong => WrongStatus(wrong),
        CatalogResult.OwnContent own => new Fault(403, "own-content", "Somebody else has to approve it",
            $"`{own.Actor}` wrote or edited version {own.Version.Number} of `{own.History.Key}`, or contributed the same content before; someone who had no part in it has to approve it."),
        CatalogResult.NothingBefore nothing => Faults.Conflict("nothing-before", "There is no version to go back to", NothingBefore(nothing)),
        CatalogResult.NotInForce other => Faults.Conflict(
            "not-in-force", "The version is not in force", $"version {other.Version.Number} of `{other.History.Key}` is not in force on {other.Day:yyyy-MM-dd}; see its `publications`."),
        CatalogResult.Needed needed => new Fault(409, "still-needed", "Other documents need it",
            "nothing was withdrawn; `errors` lists the documents that depend on it. Change those first, or withdraw them too.", Entries(needed.Problems)),
        CatalogResult.NotADraft published => Faults.Conflict(
            "not-a-draft", "The version is published", $"version {published.Version.Number} of `{published.History.Key}` can no longer change; add a new version."),
        CatalogResult.OtherDocument other => new Fault(422, "other-document", "The content belongs to another document",
            $"the path names `{other.History.Key}`, but the content has the id `{other.Id}`; make the two agree, and keep the kind.",
            [new ProblemEntry("other-document", PolicyEngine.Documents.DiagnosticSeverity.Error, "/id", $"expected the id and kind of `{other.History.Key}`")]),
        CatalogResult.Refused refused => Refused(refused),
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "the command succeeded."),
    };

    /// <summary>There is no such document or version.</summary>
    public static Fault NotFound(DocumentKey key, int? version) => Faults.NotFound(
        version is null ? $"document `{key}`" : $"version {version} of `{key}`");

    /// <summary>The document exists, but none of its versions is in force.</summary>
    public static Fault NotInForce(DocumentKey key, DateOnly asOf) => Faults.Conflict(
        "not-in-force", "No version is in force", $"no version of `{key}` is in force on {asOf:yyyy-MM-dd}, as far as was known then; publish one, or ask for another day.");

    /// <summary>The document is in force, but does not compile.</summary>
    public static Fault DoesNotCompile(DocumentKey key, IEnumerable<DocumentProblems> problems) => new(
        409, "does-not-compile", "The rules do not compile",
        $"`{key}` does not compile with the documents of that day; `errors` says why.", Entries(problems.Where(p => p.HasErrors)));

    /// <summary>Returns the diagnostics of several documents as entries that name their document.</summary>
    public static IReadOnlyList<ProblemEntry> Entries(IEnumerable<DocumentProblems> problems) =>
        [.. problems.SelectMany(p => p.Diagnostics.Select(d => ProblemEntry.From(d, $"{p.Document.Key} version {p.Document.Version}")))];

    // Someone who scheduled a version by mistake wants to undo that before its day, when it has not replaced anything yet.
    private static string NothingBefore(CatalogResult.NothingBefore nothing)
    {
        var scheduled = nothing.History.Publications.Where(p => p.EffectiveFrom > nothing.Day).MinBy(p => p.EffectiveFrom);
        var why = $"`{nothing.History.Key}` has no such version that was in force before {nothing.Day:yyyy-MM-dd}; see its `publications`.";
        return scheduled is null
            ? why
            : $"{why} To call off what is published for a later day, roll back from that day on: `\"effectiveFrom\": \"{scheduled.EffectiveFrom:yyyy-MM-dd}\"`.";
    }

    private static Fault WrongStatus(CatalogResult.WrongStatus wrong)
    {
        var needed = wrong.Action switch
        {
            JournalAction.Submitted => "only a draft can be submitted",
            JournalAction.Approved => "only what was submitted can be approved",
            _ => "only what was submitted or approved can be rejected",
        };
        return Faults.Conflict(
            "wrong-status", "The version is not at that step",
            $"version {wrong.Version.Number} of `{wrong.History.Key}` is {wrong.Version.Status.ToString().ToLowerInvariant()}; {needed}.");
    }

    private static Fault Refused(CatalogResult.Refused refused) =>
        refused.Problems.SelectMany(p => p.Diagnostics).All(d => string.Equals(d.Code, DocumentProblems.NotApproved, StringComparison.Ordinal))
            ? new Fault(409, DocumentProblems.NotApproved, "It is not approved", "nothing was published; submit it, and have someone who did not write it approve it.", Entries(refused.Problems))
            : new Fault(422, "publication-refused", "It is not fit to come into force", Unfit(refused.Submitted), Entries(refused.Problems));

    private static string Unfit(DateOnly? submitted) => submitted is { } day
        ? $"nothing was submitted: a submitted version must be able to come into force today ({day:yyyy-MM-dd}). `errors` lists the obstacles; correct them, and if it needs another document, publish that first."
        : "nothing was published; `errors` lists the obstacles by document: documents that do not compile with it, tests that fail or prove too little, rules that RulesEngine evaluates differently.";
}
