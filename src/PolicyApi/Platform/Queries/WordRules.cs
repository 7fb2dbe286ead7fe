using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Queries;

/// <summary>Requires one of several words.</summary>
internal abstract class WordsAttribute : QueryRuleAttribute
{
    /// <summary>Returns the words, the default first.</summary>
    /// <param name="metadata">The metadata of the endpoint.</param>
    /// <param name="services">The services of the host.</param>
    protected abstract IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services);

    /// <summary>Returns words as a choice: <c>`a`, `b` or `c`</c>.</summary>
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

/// <summary>Requires one of several words, which are the same for every endpoint.</summary>
/// <param name="words">The words, the default first.</param>
internal sealed class OneOfAttribute(params string[] words) : WordsAttribute
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) => words;
}

/// <summary>Requires the name of an enum's member in camel case.</summary>
/// <typeparam name="T">The enum.</typeparam>
internal sealed class MemberOfAttribute<T> : WordsAttribute
    where T : struct, Enum
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) =>
        Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName);
}
