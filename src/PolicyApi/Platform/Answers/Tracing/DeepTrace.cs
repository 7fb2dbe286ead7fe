using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Platform.Json;
using PolicyEngine.Policies;

namespace PolicyApi.Platform.Answers.Tracing;

/// <summary>Answers with a trace, which may nest deeper than any other body.</summary>
internal static class DeepTrace
{
    private static readonly JsonSerializerOptions Json = new(WireJson.OptionsFor(TraceJson.Default)) { MaxDepth = PolicyTrace.DeepestJson };

    /// <summary>The answer.</summary>
    public static JsonHttpResult<AnswerTrace> Of(AnswerTrace trace) => TypedResults.Json(trace, Json);
}
