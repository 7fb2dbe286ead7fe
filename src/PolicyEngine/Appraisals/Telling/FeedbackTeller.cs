using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Feedback;

namespace PolicyEngine.Appraisals.Telling;

/// <summary>Turns the 360° component into objects.</summary>
/// <param name="settings">The policy's settings.</param>
internal sealed class FeedbackTeller(Feedback360Settings settings)
{
    /// <summary>Returns the component as objects.</summary>
    public Feedback360Result Tell(FeedbackWork feedback)
    {
        var groups = new RaterGroupResult[settings.Groups.Count];
        for (var g = 0; g < groups.Length; g++)
        {
            var group = settings.Groups[g];
            var raters = RatersInWords.Of(feedback.Groups[g], feedback.Raters[g], settings.MinimumRaters);
            groups[g] = new RaterGroupResult(group.Id, group.Title, group.Weight, feedback.Groups[g], raters);
        }

        var competencies = new CompetencyResult[feedback.IsComputed ? settings.Competencies.Count : 0];
        for (var c = 0; c < competencies.Length; c++)
            competencies[c] = Tell(feedback, c);
        return new Feedback360Result(feedback.Score.ToNumber(), feedback.Held, groups, competencies);
    }

    private CompetencyResult Tell(FeedbackWork feedback, int competency)
    {
        var groups = new CompetencyGroupResult[settings.Groups.Count];
        for (var g = 0; g < groups.Length; g++)
            groups[g] = new CompetencyGroupResult(settings.Groups[g].Id, feedback.Means(competency)[g].ToNumber(), feedback.Cells(competency)[g]);
        ref readonly var scores = ref feedback.Competencies[competency];
        var definition = settings.Competencies[competency];
        return new CompetencyResult(definition.Id, definition.Title, scores.Score.ToNumber(), scores.Self.ToNumber(), groups) { Unrounded = scores.Unrounded.ToNumber() };
    }
}
