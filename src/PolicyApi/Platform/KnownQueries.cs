using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform;

/// <summary>
/// Refuses query parameters that an endpoint does not know, and values that it cannot read. A name that is misspelt would otherwise be passed over, and
/// <c>as_of=2026-01-01</c> would be answered by the rules of today. What an endpoint knows is what the API's document says.
/// </summary>
/// <param name="descriptions">What the API's document is made of.</param>
internal sealed class KnownQueries(IApiDescriptionGroupCollectionProvider descriptions)
{
    private readonly Lazy<Dictionary<string, Dictionary<string, Type>>> _byEndpoint = new(() => Read(descriptions));

    /// <summary>What is wrong with a request's query; <see langword="null"/> when nothing is.</summary>
    /// <param name="context">A request that routing has found an endpoint for.</param>
    public Fault? Check(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = context.Request.Query;
        if (query.Count == 0 || context.GetEndpoint()?.DisplayName is not { } name || !_byEndpoint.Value.TryGetValue(name, out var known))
            return null;
        if (query.Keys.FirstOrDefault(k => !known.ContainsKey(k)) is { } unknown)
            return Faults.ParameterUnknown(unknown, [.. known.Keys]);
        var unreadable = known.Where(p => !QueryValues.IsReadable(query[p.Key].ToString(), p.Value)).Select(p => (p.Key, query[p.Key].ToString())).ToList();
        return unreadable.Count == 0 ? null : Faults.ParametersUnreadable(unreadable);
    }

    private static Dictionary<string, Dictionary<string, Type>> Read(IApiDescriptionGroupCollectionProvider descriptions) =>
        descriptions.ApiDescriptionGroups.Items.SelectMany(g => g.Items)
            .Where(d => d.ActionDescriptor.DisplayName is not null)
            .GroupBy(d => d.ActionDescriptor.DisplayName!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => QueryOf(g), StringComparer.Ordinal);

    private static Dictionary<string, Type> QueryOf(IEnumerable<ApiDescription> descriptions) =>
        descriptions.SelectMany(d => d.ParameterDescriptions)
            .Where(p => p.Source == BindingSource.Query)
            .DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(p => p.Name, p => p.ParameterDescriptor?.ParameterType ?? p.Type, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Puts the check into the pipeline.</summary>
internal static class KnownQueriesExtensions
{
    /// <summary>After routing and authorization: whoever may not call an endpoint does not learn what it knows.</summary>
    public static void UseKnownQueries(this WebApplication app)
    {
        var queries = app.Services.GetRequiredService<KnownQueries>();
        app.Use((context, next) => queries.Check(context) is { } fault ? fault.ExecuteAsync(context) : next(context));
    }
}
