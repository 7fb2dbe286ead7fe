using PolicyEngine.Documents;

namespace PolicyApi.Platform.Problems;

/// <summary>Why a request was refused (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Type">A URI reference for the problem's type: <c>/problems/</c> and the code.</param>
/// <param name="Title">The problem in a few words, the same for every occurrence.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Code">A stable code for programs, such as <c>document-invalid</c>.</param>
/// <param name="Detail">What went wrong in this case, and what to do about it.</param>
/// <param name="Instance">The path of the request.</param>
/// <param name="TraceId">Identifies the request in the service's log and in traces: the trace of the caller's <c>traceparent</c>, if one was sent.</param>
/// <param name="Errors">Every individual error, in the order of the text; left out if there are none.</param>
/// <param name="Remains">What remains of an erased answer; left out otherwise.</param>
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

/// <summary>What remains of an answer whose body was erased. It can no longer be evaluated again.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="At">When it was given.</param>
/// <param name="Document">The policy or scheme that answered.</param>
/// <param name="Sha256">The hash of the record as it was.</param>
/// <param name="ErasedAt">When it was erased.</param>
/// <param name="Replayable">Always false.</param>
public sealed record ErasedRemains(string Id, DateTimeOffset At, string Document, string Sha256, DateTimeOffset ErasedAt, bool Replayable);

/// <summary>One error or warning about a document, posted facts or a parameter.</summary>
/// <param name="Code">A stable code for programs, such as <c>weights-sum</c>.</param>
/// <param name="Severity">Whether it caused the request to be refused.</param>
/// <param name="Pointer">RFC 6901 pointer to the wrong value; the empty string is the whole body.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Line">1-based line in the posted text; left out when unknown.</param>
/// <param name="Column">1-based column in the posted text; left out when unknown.</param>
/// <param name="Offset">0-based offset inside the expression; left out unless the value is an expression.</param>
/// <param name="Document">The document it is in, such as <c>policies/kam-rewards</c>; left out when it is the posted one.</param>
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
