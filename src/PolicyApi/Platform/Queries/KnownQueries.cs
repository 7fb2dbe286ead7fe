using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Primitives;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Platform.Queries;

/// <summary>
/// Refuses unknown query parameters, parameters that are given twice or without a value, and values that cannot be read or that break a rule of the parameter
/// (<see cref="QueryRuleAttribute"/>), and reports all errors at once. Otherwise a misspelt name would be ignored: <c>as_of=2026-01-01</c> would be answered
/// by today's rules, as would <c>asOf=</c> from a script whose variable is empty, and <c>?dryRun</c> would not be a dry run. The known parameters of an
/// endpoint are those in the OpenAPI document.
/// </summary>
/// <param name="descriptions">The descriptions of all endpoints, from which the OpenAPI document is built.</param>
internal sealed class KnownQueries(IApiDescriptionGroupCollectionProvider descriptions)
{
    private readonly Lazy<Dictionary<string, IReadOnlyList<Known>>> _byEndpoint = new(() => Read(descriptions));

    /// <summary>Returns the refusal of a request's query; <see langword="null"/> if the query is valid.</summary>
    /// <param name="context">A request for which routing has found an endpoint.</param>
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

    /// <summary>Returns the rules of a parameter, in the order in which they are declared.</summary>
    /// <param name="parameter">The description of the parameter.</param>
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

/// <summary>Adds the check to the pipeline.</summary>
internal static class KnownQueriesExtensions
{
    /// <summary>Adds the check. It belongs after authorization: whoever may not call an endpoint must not learn its parameters.</summary>
    public static void UseKnownQueries(this WebApplication app)
    {
        var queries = app.Services.GetRequiredService<KnownQueries>();
        app.Use((context, next) => queries.Check(context) is { } fault ? fault.ExecuteAsync(context) : next(context));
    }
}
