using System.Globalization;
using Microsoft.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Queries;

/// <summary>Limits the length of a text.</summary>
/// <param name="most">The maximum number of characters.</param>
internal sealed class LongestAttribute(int most) : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (sent.Value.Length > most)
            yield return string.Create(CultureInfo.InvariantCulture, $"`{sent.Name}` has 1 to {most:N0} characters.");
    }

    /// <inheritdoc />
    public override void Describe(OpenApiSchema schema, IEnumerable<object> metadata, IServiceProvider services)
    {
        schema.MinLength = 1;
        schema.MaxLength = most;
    }
}

/// <summary>Requires a well-formed document id; the document need not exist.</summary>
/// <param name="what">The word for such a document in messages.</param>
internal sealed class DocumentIdAttribute(string what) : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (!DocumentKey.IsId(sent.Value))
            yield return $"`{ParameterFaults.Shown(sent.Value)}` is not the id of a {what}.";
    }
}

/// <summary>Refuses a parameter that has no effect unless another one has certain values.</summary>
/// <param name="other">The other parameter.</param>
/// <param name="words">The values of the other parameter.</param>
internal sealed class OnlyWithAttribute(string other, params string[] words) : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (!words.Contains(sent.Other(other), StringComparer.Ordinal))
            yield return $"`{sent.Name}` has no effect here; it goes with {WordsAttribute.Either(words.Select(w => $"{other}={w}"))}. Leave it out, or say that.";
    }
}
