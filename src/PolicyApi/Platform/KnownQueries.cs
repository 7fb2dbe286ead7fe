using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform;

/// <summary>
/// Refuses query parameters that an endpoint does not know, those that are given twice or without a value, and values that it cannot read, all of them at
/// once. A name that is misspelt would otherwise be passed over, and <c>as_of=2026-01-01</c> would be answered by the rules of today, as would <c>asOf=</c>
/// from a script whose variable is empty; <c>?dryRun</c> would be no dry run. What an endpoint knows is what the API's document says.
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
        List<ProblemEntry> found = [.. query.Keys.Where(k => !known.ContainsKey(k)).Select(k => ParameterFaults.Unknown(k, [.. known.Keys]))];
        foreach (var (parameter, type) in known)
            found.AddRange(Wrong(parameter, query[parameter], type));
        return found.Count == 0 ? null : ParameterFaults.Of(found);
    }

    private static IEnumerable<ProblemEntry> Wrong(string name, StringValues values, Type type)
    {
        if (values.Count > 1 && !type.IsArray)
            yield return ParameterFaults.Repeated(name, values.Count);
        else if (values.Any(string.IsNullOrEmpty))
            yield return ParameterFaults.Empty(name);
        else if (values.Count == 1 && !QueryValues.IsReadable(values.ToString(), type))
            yield return ParameterFaults.Unreadable(name, values.ToString());
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
