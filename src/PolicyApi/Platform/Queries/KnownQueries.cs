using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Queries;

/// <summary>
/// Refuses query parameters that an endpoint does not know, those that are given twice or without a value, and values that it cannot read or that break a
/// rule of its parameter (<see cref="QueryRuleAttribute"/>), all of them at once. A name that is misspelt would otherwise be passed over, and <c>as_of=2026-01-01</c> would be answered by the rules of today, as would <c>asOf=</c>
/// from a script whose variable is empty; <c>?dryRun</c> would be no dry run. What an endpoint knows is what the API's document says.
/// </summary>
/// <param name="descriptions">What the API's document is made of.</param>
internal sealed class KnownQueries(IApiDescriptionGroupCollectionProvider descriptions)
{
    private readonly Lazy<Dictionary<string, IReadOnlyList<Known>>> _byEndpoint = new(() => Read(descriptions));

    /// <summary>What is wrong with a request's query; <see langword="null"/> when nothing is.</summary>
    /// <param name="context">A request that routing has found an endpoint for.</param>
    public Fault? Check(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = context.Request.Query;
        if (query.Count == 0 || context.GetEndpoint()?.DisplayName is not { } name || !_byEndpoint.Value.TryGetValue(name, out var known))
            return null;
        var names = known.Select(k => k.Name).ToList();
        List<ProblemEntry> found = [.. query.Keys.Where(k => !names.Contains(k, StringComparer.OrdinalIgnoreCase)).Select(k => ParameterFaults.Unknown(k, names))];
        foreach (var parameter in known)
            found.AddRange(Wrong(parameter, query[parameter.Name], context));
        return found.Count == 0 ? null : ParameterFaults.Of(found);
    }

    /// <summary>The rules of a parameter, in the order in which they are written.</summary>
    /// <param name="parameter">What the API's document is made of.</param>
    public static IReadOnlyList<QueryRuleAttribute> RulesOf(ApiParameterDescription parameter) =>
        parameter.ParameterDescriptor is IParameterInfoParameterDescriptor { ParameterInfo: { } info } ? [.. info.GetCustomAttributes<QueryRuleAttribute>()] : [];

    private static IEnumerable<ProblemEntry> Wrong(Known parameter, StringValues values, HttpContext context)
    {
        var name = parameter.Name;
        if (values.Count > 1 && !parameter.Type.IsArray)
            return [ParameterFaults.Repeated(name, values.Count)];
        if (values.Any(string.IsNullOrEmpty))
            return [ParameterFaults.Empty(name)];
        if (values.Count == 1 && !QueryValues.IsReadable(values.ToString(), parameter.Type))
            return [ParameterFaults.Unreadable(name, values.ToString(), QueryValues.Form(parameter.Type))];
        return values.Count == 0 ? [] : parameter.Rules.SelectMany(r => r.Complaints(new SentParameter(name, values, context))).Select(c => ParameterFaults.Refused(name, c));
    }

    private static Dictionary<string, IReadOnlyList<Known>> Read(IApiDescriptionGroupCollectionProvider descriptions) =>
        descriptions.ApiDescriptionGroups.Items.SelectMany(g => g.Items)
            .Where(d => d.ActionDescriptor.DisplayName is not null)
            .GroupBy(d => d.ActionDescriptor.DisplayName!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, QueryOf, StringComparer.Ordinal);

    private static IReadOnlyList<Known> QueryOf(IEnumerable<ApiDescription> descriptions) =>
        [.. descriptions.SelectMany(d => d.ParameterDescriptions)
            .Where(p => p.Source == BindingSource.Query)
            .DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .Select(p => new Known(p.Name, p.ParameterDescriptor?.ParameterType ?? p.Type, RulesOf(p)))];

    private sealed record Known(string Name, Type Type, IReadOnlyList<QueryRuleAttribute> Rules);
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
