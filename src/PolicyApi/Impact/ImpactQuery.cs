using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyEngine.Impact;
using PolicyEngine.Policies;

namespace PolicyApi.Impact;

/// <summary>What an impact is compared with, and how it is told.</summary>
/// <param name="Against">The version compared with; the one in force when left out.</param>
/// <param name="GroupBy">Fields whose values make groups.</param>
/// <param name="Changes">Whether to list every subject whose answer changes; yes when left out.</param>
public sealed record ImpactQuery(
    [property: FromQuery(Name = "against"), Description("The version compared with; the one in force when left out.")] int? Against,
    [property: FromQuery(Name = "groupBy"), Description("A field of the facts whose values make groups, such as `department`; up to 4.")] string[]? GroupBy,
    [property: FromQuery(Name = "changes"), Description("Whether to list every subject whose answer changes; yes when left out.")] bool? Changes)
{
    /// <summary>The pointers of the fields.</summary>
    /// <param name="policy">The policy whose model has them.</param>
    /// <exception cref="FaultException">The model has no such field, or there are too many.</exception>
    internal IReadOnlyList<string> Fields(CompiledPolicy policy)
    {
        var fields = GroupBy ?? [];
        if (fields.Length > ImpactLimits.MaxFields)
            throw new FaultException(Faults.ParameterInvalid("groupBy", $"`groupBy` may be given {ImpactLimits.MaxFields} times."));
        return [.. fields.Select(f => ImpactFields.Resolve(policy, f, out var fault) ?? throw new FaultException(Faults.ParameterInvalid("groupBy", fault! + ".")))];
    }
}
