using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;

namespace PolicyApi.Platform.Queries;

/// <summary>A query parameter that was sent at least once and can be read as the type that its endpoint expects.</summary>
/// <param name="Name">The name.</param>
/// <param name="Values">The values, none of them empty; several only if the endpoint accepts a list.</param>
/// <param name="Context">The request.</param>
internal readonly record struct SentParameter(string Name, StringValues Values, HttpContext Context)
{
    /// <summary>The only value; the values separated by commas if there are several.</summary>
    public string Value => Values.ToString();

    /// <summary>Returns the value of another parameter of the same request; <see langword="null"/> if it was not sent.</summary>
    /// <param name="name">The name of that parameter.</param>
    public string? Other(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
}

/// <summary>
/// A rule for the values of a query parameter, declared at the parameter. All rules of a query are checked together, so that every error is reported at
/// once, and the rules are described in the OpenAPI document.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal abstract class QueryRuleAttribute : Attribute
{
    /// <summary>Returns an error message, with what to do about it, for each violation; none if the values are valid.</summary>
    /// <param name="sent">The parameter.</param>
    public abstract IEnumerable<string> Complaints(SentParameter sent);

    /// <summary>Describes the rule in the OpenAPI document, as far as JSON Schema can express it.</summary>
    /// <param name="schema">The parameter's schema.</param>
    /// <param name="metadata">The metadata of the endpoint.</param>
    /// <param name="services">The services of the host.</param>
    public virtual void Describe(OpenApiSchema schema, IEnumerable<object> metadata, IServiceProvider services)
    {
        // Most rules cannot be expressed there.
    }
}
