using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;

namespace PolicyApi.Platform.Queries;

/// <summary>A query parameter as it was sent, once at least, and readable as what its endpoint takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values, none of them empty; several only where the endpoint takes a list.</param>
/// <param name="Context">The request.</param>
internal readonly record struct SentParameter(string Name, StringValues Values, HttpContext Context)
{
    /// <summary>The one value.</summary>
    public string Value => Values.ToString();

    /// <summary>Another parameter of the same request; <see langword="null"/> when it was not sent.</summary>
    /// <param name="name">Its name.</param>
    public string? Other(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
}

/// <summary>
/// What the values of a query parameter have to be, written where the parameter is declared: checked together with everything else about a query, so that all
/// that is wrong is told at once, and told in the API's document.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal abstract class QueryRuleAttribute : Attribute
{
    /// <summary>What is wrong, each with what to do about it; none when all is well.</summary>
    /// <param name="sent">The parameter.</param>
    public abstract IEnumerable<string> Complaints(SentParameter sent);

    /// <summary>Writes the rule into the API's document, as far as that has words for it.</summary>
    /// <param name="schema">The parameter's schema.</param>
    /// <param name="metadata">What the endpoint says of itself.</param>
    /// <param name="services">The service's.</param>
    public virtual void Describe(OpenApiSchema schema, IEnumerable<object> metadata, IServiceProvider services)
    {
        // Most rules have no word there.
    }
}
