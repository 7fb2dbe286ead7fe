using PolicyEngine.Scoring;

namespace PolicyEngine.Impact;

/// <summary>A grade that counts as a favourable result, like every better one.</summary>
/// <param name="scale">The grades of the version that is evaluated.</param>
/// <param name="least">The lowest grade that counts; one of the scale.</param>
internal sealed class FavourableGrade(GradeScale scale, string least)
{
    private readonly Favour _favour = Favour.Grade(least);

    /// <summary>Returns the favourable result of a grade; <see langword="null"/> when the grade is not good enough, or is missing.</summary>
    public Favour? Of(string? grade) => grade is not null && scale.AtLeast(grade, least) ? _favour : null;
}
