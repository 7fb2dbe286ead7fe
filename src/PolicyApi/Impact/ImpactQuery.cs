using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>What an impact is compared with, and how it is told.</summary>
public sealed record ImpactQuery
{
    /// <summary>The version compared with; the one in force when left out.</summary>
    [FromQuery(Name = "against"), Description("The version compared with; the one in force when left out.")]
    public int? Against { get; init; }

    /// <summary>Others beside the version looked at.</summary>
    [FromQuery(Name = "instead"), Description("Another document's version, also a draft, beside the version looked at, in the place of the one in force, such as `policies/kam-rewards@2`; may be given up to 16 times.")]
    public string[]? Instead { get; init; }

    /// <summary>Fields whose values make groups.</summary>
    [FromQuery(Name = "groupBy"), Description("A field of the facts whose values make groups, such as `department`; up to 4.")]
    public string[]? GroupBy { get; init; }

    /// <summary>The grade that counts as favourable.</summary>
    [FromQuery(Name = "grade"), Description("Of scores: a grade that counts as a favourable answer, or a better one, such as `A`; for groups and the four-fifths comparison.")]
    public string? Grade { get; init; }

    /// <summary>Whether to list every subject whose answer changes; yes when left out.</summary>
    [FromQuery(Name = "changes"), Description("Whether to list every subject whose answer changes; yes when left out.")]
    public bool? Changes { get; init; }

    /// <summary>A version with the grade that counts as favourable.</summary>
    /// <exception cref="FaultException">It gives no such grade.</exception>
    internal ImpactSide Favouring(ImpactSide side) =>
        Grade is null ? side
        : side.Grades.Contains(Grade, StringComparer.Ordinal) ? side.Favouring(Grade)
        : throw new FaultException(Faults.ParameterInvalid(
            "grade", side.Grades.Count == 0 ? $"`{side.Document.Id}` gives no grades; leave `grade` out." : $"version {side.Document.Version} of `{side.Document.Id}` gives no grade `{Grade}`; it gives {string.Join(", ", side.Grades.Select(g => $"`{g}`"))}."));

    /// <summary>The pointers of the fields.</summary>
    /// <param name="side">The version whose model has them.</param>
    /// <exception cref="FaultException">The model has no such field, or there are too many.</exception>
    internal IReadOnlyList<string> Fields(ImpactSide side)
    {
        var fields = GroupBy ?? [];
        if (fields.Length > ImpactLimits.MaxFields)
            throw new FaultException(Faults.ParameterInvalid("groupBy", $"`groupBy` may be given {ImpactLimits.MaxFields} times."));
        return [.. fields.Select(f => ImpactFields.Resolve(side, f, out var fault) ?? throw new FaultException(Faults.ParameterInvalid("groupBy", fault! + ".")))];
    }
}
