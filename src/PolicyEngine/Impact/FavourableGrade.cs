using PolicyEngine.Scoring;

namespace PolicyEngine.Impact;

/// <summary>The grade that counts as favourable, or a better one.</summary>
/// <param name="scale">The grades of the version that answers.</param>
/// <param name="least">One of them.</param>
internal sealed class FavourableGrade(GradeScale scale, string least)
{
    private readonly Favour _favour = Favour.Grade(least);

    /// <summary>What a grade comes to; <see langword="null"/> when it is not good enough, or there is none.</summary>
    public Favour? Of(string? grade) => grade is not null && scale.AtLeast(grade, least) ? _favour : null;
}
