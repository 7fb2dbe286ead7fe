using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyEngine.Impact;

namespace PolicyApi.Impact;

/// <summary>What an impact analysis compares with, and what it reports.</summary>
public sealed record ImpactQuery
{
    /// <summary>The version to compare with; default: the one in force.</summary>
    [FromQuery(Name = "against"), Description("The version to compare with; default: the one in force.")]
    public int? Against { get; init; }

    /// <summary>Versions of other documents to use together with the version analysed.</summary>
    [FromQuery(Name = "instead"), Description("A version of another document, which may be a draft, to use instead of the one in force, such as `policies/kam-rewards@2`; may be given up to 16 times."), Times(16), Versions]
    public string[]? Instead { get; init; }

    /// <summary>The fields whose values form groups.</summary>
    [FromQuery(Name = "groupBy"), Description("A field of the facts whose values form groups, such as `department`; may be given up to 4 times."), Times(ImpactLimits.MaxFields)]
    public string[]? GroupBy { get; init; }

    /// <summary>The grade that counts as favourable.</summary>
    [FromQuery(Name = "grade"), Description("The lowest grade, such as `A`, that counts as a favourable answer in the totals of groups and the four-fifths comparison; default: no grade does. Only for rules with grades.")]
    public string? Grade { get; init; }

    /// <summary>Whether to list every subject whose answer changes; default: `true`.</summary>
    [FromQuery(Name = "changes"), Description("Whether to send a line for every subject whose answer changes; default: `true`.")]
    public bool? Changes { get; init; }

    /// <summary>Returns a side of the comparison with the grade that counts as favourable.</summary>
    internal ImpactSide Favouring(ImpactSide side) => Grade is null ? side : side.Favouring(Grade);

    /// <summary>Returns the pointers of the fields whose values form groups.</summary>
    /// <param name="after">The version analysed, whose model must have the fields.</param>
    /// <param name="before">The version with which it is compared.</param>
    /// <exception cref="FaultException">The model lacks a field, or a version lacks the grade; all errors are reported at once.</exception>
    internal IReadOnlyList<string> FieldsOf(ImpactSide after, ImpactSide before)
    {
        var found = new List<ProblemEntry>();
        if (new[] { after, before }.FirstOrDefault(s => Grade is not null && !s.Grades.Contains(Grade, StringComparer.Ordinal)) is { } without)
            found.Add(ParameterFaults.Refused("grade", NoGrade(without)));
        var fields = new List<string>();
        foreach (var field in GroupBy ?? [])
        {
            if (ImpactFields.Resolve(after, field, out var fault) is { } pointer)
                fields.Add(pointer);
            else
                found.Add(ParameterFaults.Refused("groupBy", fault! + "."));
        }

        return found.Count == 0 ? fields : throw new FaultException(ParameterFaults.Of(found));
    }

    private string NoGrade(ImpactSide side) => side.Grades.Count == 0
        ? $"`{side.Document.Id}` has no grades; leave `grade` out."
        : $"version {side.Document.Version} of `{side.Document.Id}` has no grade `{ParameterFaults.Shown(Grade!)}`; it has {string.Join(", ", side.Grades.Select(g => $"`{g}`"))}.";
}
