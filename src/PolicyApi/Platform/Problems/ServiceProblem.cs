using PolicyEngine.Documents;

namespace PolicyApi.Platform.Problems;

/// <summary>Why a request was refused (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Type">A URI reference that identifies the type of problem: <c>/problems/</c> and the code.</param>
/// <param name="Title">The problem in a few words, the same for every occurrence.</param>
/// <param name="Status">The HTTP status code; in a line of a stream, the one that a request with this line alone would get.</param>
/// <param name="Code">A stable code for programs, such as <c>document-invalid</c>.</param>
/// <param name="Detail">What is wrong in this case, and what to do about it.</param>
/// <param name="Instance">The path of the request; left out in lines of streams.</param>
/// <param name="TraceId">
/// The id of the request in the service's log and in traces, taken from the caller's <c>traceparent</c> if one was sent; left out in lines of streams.
/// </param>
/// <param name="Errors">All individual errors, in the order of the posted text; left out if there are none.</param>
/// <param name="Remains">For an erased answer, what is still stored about it; left out otherwise.</param>
public sealed record ServiceProblem(
    string Type,
    string Title,
    int Status,
    string Code,
    string Detail,
    string? Instance,
    string? TraceId,
    IReadOnlyList<ProblemEntry>? Errors,
    ErasedRemains? Remains = null);

/// <summary>What is still stored about an answer whose content was erased. It can no longer be evaluated again.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="At">When the answer was given (UTC).</param>
/// <param name="Document">The id of the policy or scheme.</param>
/// <param name="Sha256">SHA-256 of the erased record, 64 lower-case hex digits.</param>
/// <param name="ErasedAt">When it was erased (UTC).</param>
/// <param name="Replayable">Always <c>false</c>: the answer cannot be evaluated again.</param>
public sealed record ErasedRemains(string Id, DateTimeOffset At, string Document, string Sha256, DateTimeOffset ErasedAt, bool Replayable);

/// <summary>One error or warning about a document, about posted facts, or about a parameter.</summary>
/// <param name="Code">A stable code for programs, such as <c>weights-sum</c>.</param>
/// <param name="Severity"><c>error</c> if it is a reason to refuse the request; <c>warning</c> otherwise.</param>
/// <param name="Pointer">An RFC 6901 pointer to the value; empty for the whole body. For a parameter, its name.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
/// <param name="Line">The line in the posted text, from 1; left out if unknown.</param>
/// <param name="Column">The column in the posted text, from 1; left out if unknown.</param>
/// <param name="Offset">For a value that is an expression, the position of the error within it, from 0; left out otherwise.</param>
/// <param name="Document">
/// The document that the entry is about, such as <c>policies/kam-rewards</c>, or the path of the file in an imported archive; left out for the posted document.
/// </param>
public sealed record ProblemEntry(
    string Code,
    DiagnosticSeverity Severity,
    string Pointer,
    string Message,
    int? Line = null,
    int? Column = null,
    int? Offset = null,
    string? Document = null)
{
    /// <summary>The entry for an engine's diagnostic.</summary>
    /// <param name="diagnostic">What the engine found.</param>
    /// <param name="document">The document in which it was found, when that is not the posted one.</param>
    public static ProblemEntry From(Diagnostic diagnostic, string? document = null)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        return new ProblemEntry(
            diagnostic.Code,
            diagnostic.Severity,
            diagnostic.Pointer,
            diagnostic.Message,
            diagnostic.Line > 0 ? diagnostic.Line : null,
            diagnostic.Column > 0 ? diagnostic.Column : null,
            diagnostic.Offset,
            document);
    }
}
