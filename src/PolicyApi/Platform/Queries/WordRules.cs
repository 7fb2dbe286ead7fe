using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Queries;

/// <summary>One of some words.</summary>
internal abstract class WordsAttribute : QueryRuleAttribute
{
    /// <summary>The words, the usual one first.</summary>
    /// <param name="metadata">What the endpoint says of itself.</param>
    /// <param name="services">The service's.</param>
    protected abstract IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services);

    /// <summary>Words as a choice: <c>`a`, `b` or `c`</c>.</summary>
    public static string Either(IEnumerable<string> words)
    {
        List<string> quoted = [.. words.Select(w => $"`{w}`")];
        return quoted.Count < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
    }

    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        List<string> words = [.. Words(sent.Context.GetEndpoint()!.Metadata, sent.Context.RequestServices)];
        if (!words.Contains(sent.Value, StringComparer.Ordinal))
            yield return $"`{sent.Name}` is {Either(words)}, not `{ParameterFaults.Shown(sent.Value)}`{Nearest.Hint(sent.Value, words)}.";
    }

    /// <inheritdoc />
    public override void Describe(OpenApiSchema schema, IEnumerable<object> metadata, IServiceProvider services) =>
        schema.Enum = [.. Words(metadata, services).Select(w => (JsonNode)w)];
}

/// <summary>One of some words that are the same for every endpoint.</summary>
/// <param name="words">The words, the usual one first.</param>
internal sealed class OneOfAttribute(params string[] words) : WordsAttribute
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) => words;
}

/// <summary>The word of an enum's member.</summary>
/// <typeparam name="T">The enum; its words are its members' names in camel case.</typeparam>
internal sealed class MemberOfAttribute<T> : WordsAttribute
    where T : struct, Enum
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) =>
        Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName);
}
