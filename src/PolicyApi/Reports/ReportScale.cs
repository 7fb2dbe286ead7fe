using System.Text.Json.Nodes;
using PolicyEngine.Scoring;

namespace PolicyApi.Reports;

/// <summary>The scale by which an appraisal was graded, from the version of the weighting policy that graded it.</summary>
/// <param name="Grades">The grades, best first.</param>
/// <param name="Next">The next better grade; left out when there is none or the composite score is undetermined.</param>
public sealed record ReportScale(IReadOnlyList<GradeStep> Grades, NextGrade? Next)
{
    /// <summary>Returns the scale with the next better grade of one person.</summary>
    /// <param name="scale">The scale of the weighting policy.</param>
    /// <param name="composite">The published composite score, which is what was graded; <see langword="null"/> while it is undetermined.</param>
    public static ReportScale Of(GradeScale scale, decimal? composite)
    {
        ArgumentNullException.ThrowIfNull(scale);
        return new ReportScale(scale.Steps, composite is { } reached ? NextOf(scale, reached) : null);
    }

    /// <summary>Returns the scale as data of a report.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["grades"] = new JsonArray([.. Grades.Select(g => new JsonObject { ["grade"] = g.Grade, ["from"] = g.From })]) };
        if (Next is { } next)
            json["next"] = new JsonObject { ["grade"] = next.Grade, ["missing"] = next.Missing };
        return json;
    }

    private static NextGrade? NextOf(GradeScale scale, decimal reached)
    {
        foreach (var step in scale.Steps.Reverse())
        {
            // No next grade if the distance does not fit into a decimal.
            if (step.From > reached)
                return reached < 0 && step.From > decimal.MaxValue + reached ? null : new NextGrade(step.Grade, step.From - reached);
        }

        return null;
    }
}

/// <summary>The next better grade and how far it is.</summary>
/// <param name="Grade">The grade's name, such as <c>S</c>.</param>
/// <param name="Missing">How much higher the published composite score would have to be, such as 5.98; greater than 0.</param>
public sealed record NextGrade(string Grade, decimal Missing);
