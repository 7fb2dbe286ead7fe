using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Scoring;

namespace PolicyEngine.Impact;

/// <summary>One of the two versions that an impact analysis compares: a policy, or a scheme with everything it depends on. Immutable.</summary>
public sealed class ImpactSide
{
    private readonly Func<ReadOnlyMemory<byte>, FavourableGrade?, (FactsReport, AnswerView?)> _answer;
    private readonly Func<FactsReport, ReadOnlyMemory<byte>, FactsReport> _asNew;
    private readonly GradeScale? _grades;
    private readonly FavourableGrade? _favourable;

    private ImpactSide(
        DocumentReference document, (FactSchema, string) facts, GradeScale? grades, FavourableGrade? favourable,
        Func<FactsReport, ReadOnlyMemory<byte>, FactsReport> asNew, Func<ReadOnlyMemory<byte>, FavourableGrade?, (FactsReport, AnswerView?)> answer)
    {
        Document = document;
        FactsOf = facts;
        _grades = grades;
        _favourable = favourable;
        _asNew = asNew;
        _answer = answer;
    }

    /// <summary>The version of the policy or the scheme.</summary>
    public DocumentReference Document { get; }

    /// <summary>The grades that it can give, best first; empty if it gives none.</summary>
    public IReadOnlyList<string> Grades => [.. _grades?.Steps.Select(s => s.Grade) ?? []];

    /// <summary>The schema of the facts, and the name by which expressions reach them.</summary>
    internal (FactSchema Schema, string Input) FactsOf { get; }

    /// <summary>Creates a side from a version of a policy.</summary>
    public static ImpactSide Of(CompiledPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new ImpactSide(policy.Policy, policy.FactsOf, policy.Grades, null, (report, facts) => policy.AsNew(report, facts.Span), (facts, favourable) =>
        {
            var decision = policy.Decide(facts);
            return (decision.Facts, decision.Facts.Faults.Count > 0 ? null : new AnswerView(decision, favourable));
        });
    }

    /// <summary>Creates a side from a version of a scheme, with the policies it was compiled with.</summary>
    public static ImpactSide Of(CompiledScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return new ImpactSide(scheme.Scheme, scheme.FactsOf, scheme.Grades, null, (report, facts) => scheme.AsNew(report, facts.Span), (facts, favourable) =>
        {
            var (report, result) = scheme.Appraise(facts);
            return (report, result is null ? null : new AnswerView(result, favourable));
        });
    }

    /// <summary>Returns the same version with a grade that counts as a favourable result, as being promoted does.</summary>
    /// <param name="least">One of <see cref="Grades"/>; better ones count too.</param>
    /// <exception cref="ArgumentException">The version gives no such grade.</exception>
    public ImpactSide Favouring(string least) => _grades is { } grades && Grades.Contains(least, StringComparer.Ordinal)
        ? new ImpactSide(Document, FactsOf, grades, new FavourableGrade(grades, least), _asNew, _answer)
        : throw new ArgumentException("it gives no such grade", nameof(least));

    /// <summary>Returns the report on facts that are new, of whose subject id more is asked (<see cref="SubjectIds"/>).</summary>
    internal FactsReport AsNew(FactsReport report, ReadOnlyMemory<byte> facts) => _asNew(report, facts);

    /// <summary>Evaluates the version on one subject.</summary>
    /// <returns>The report on the facts, and the result; <see langword="null"/> as the result when the facts have faults.</returns>
    internal (FactsReport Facts, AnswerView? Answer) Answer(ReadOnlyMemory<byte> facts) => _answer(facts, _favourable);
}
