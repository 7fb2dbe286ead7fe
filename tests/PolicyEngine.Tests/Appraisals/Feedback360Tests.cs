using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using PolicyEngine.Appraisals;

namespace PolicyEngine.Tests.Appraisals;

public sealed class Feedback360Tests
{
    [Fact]
    public void Only_the_superior_left_holds_the_component()
    {
        var result = Score(SampleFacts.Ratings(("superior", 1), ("peer", 2), ("customer", 1)));

        var feedback = result.Feedback360;
        Assert.Null(feedback.Score);
        Assert.StartsWith("only Superior can be counted", feedback.Held!.En, StringComparison.Ordinal);
        Assert.StartsWith("仅上级可计入", feedback.Held.ZhCn, StringComparison.Ordinal);
        Assert.All(feedback.Competencies, c => Assert.Null(c.Score));
        Assert.Equal(
            [("1", RaterGroupStatus.Counted), ("n<3", RaterGroupStatus.Suppressed), ("0", RaterGroupStatus.NotApplicable), ("n<3", RaterGroupStatus.Suppressed)],
            feedback.Groups.Select(g => (g.Raters, g.Status)));
        Assert.Equal(["manager.ratings"], result.Missing);
    }

    [Fact]
    public void No_group_with_enough_raters_holds_the_component() =>
        Assert.StartsWith("no group has 3 raters", Score(SampleFacts.Ratings(("peer", 2))).Feedback360.Held!.En, StringComparison.Ordinal);

    [Fact]
    public void A_group_is_suppressed_for_the_competency_that_too_few_of_it_observed()
    {
        var rows = SampleFacts.Ratings(("superior", 1), ("peer", 4));
        foreach (var rater in new[] { "peer-1", "peer-2" })
            Change(rows, rater, "planning", value: null);
        Change(rows, "superior-1", "planning", 5);

        var feedback = Score(rows).Feedback360;

        var planning = feedback.Competencies[2];
        Assert.Equal(5, planning.Score);
        Assert.Equal((null, RaterGroupStatus.Suppressed), (planning.Groups[1].Mean, planning.Groups[1].Status));
        Assert.Equal("4", feedback.Groups[1].Raters);
        Assert.Equal(84, feedback.Score);
    }

    [Fact]
    public void A_competency_that_nobody_observed_is_left_out_of_the_mean()
    {
        var rows = SampleFacts.Ratings(("superior", 1), ("peer", 3));
        foreach (var row in rows.Where(r => r!["competency"]!.ToString() == "leadership"))
            row!["value"] = null;

        var feedback = Score(rows).Feedback360;

        Assert.Null(feedback.Competencies[4].Score);
        Assert.Equal(80, feedback.Score);
    }

    [Fact]
    public void A_competency_that_only_suppressed_groups_observed_holds_the_component()
    {
        var rows = SampleFacts.Ratings(("superior", 1), ("peer", 3));
        foreach (var row in rows.Where(r => r!["competency"]!.ToString() == "leadership" && r["raterRef"]!.ToString() != "peer-1"))
            row!["value"] = null;

        var feedback = Score(rows).Feedback360;

        Assert.Null(feedback.Score);
        Assert.StartsWith("Leadership was rated only by groups", feedback.Held!.En, StringComparison.Ordinal);
        Assert.Equal(4, feedback.Competencies[0].Score);
    }

    [Fact]
    public void A_rater_with_two_rows_has_one_voice_and_counts_once()
    {
        var rows = SampleFacts.Ratings(("superior", 1), ("peer", 2));
        rows.Add(SampleFacts.Rating("peer", "peer-1", "planning", 5));
        Assert.Equal(RaterGroupStatus.Suppressed, Score(rows).Feedback360.Groups[1].Status);

        rows = SampleFacts.Ratings(("superior", 1), ("peer", 3));
        rows.Add(SampleFacts.Rating("peer", "peer-1", "planning", 5));
        Assert.Equal(4.166667m, Score(rows).Feedback360.Competencies[2].Groups[1].Mean);
    }

    [Fact]
    public void Self_ratings_are_shown_and_never_counted()
    {
        var without = Score(SampleFacts.Ratings(("superior", 1), ("peer", 3))).Feedback360;
        var rows = SampleFacts.Ratings(("superior", 1), ("peer", 3), ("self", 1));
        Change(rows, "self-1", "planning", 1);

        var with = Score(rows).Feedback360;

        Assert.Equal(without.Score, with.Score);
        Assert.Equal(without.Competencies.Select(c => c.Score), with.Competencies.Select(c => c.Score));
        Assert.Equal([4m, 4, 1, 4, 4], with.Competencies.Select(c => c.Self));
        Assert.DoesNotContain(with.Groups, g => g.Id == "self");
    }

    [Fact]
    public void A_row_that_names_no_known_group_is_reported_and_not_counted()
    {
        var rows = SampleFacts.Ratings(("superior", 1), ("peer", 3));
        rows.Add(SampleFacts.Rating("boss", "b", "planning", 1));

        var result = Score(rows);

        Assert.Equal(80, result.Feedback360.Score);
        Assert.Equal("no-entry", Assert.Single(result.Faults).Code);
    }

    [Property(MaxTest = 60)]
    public bool Nothing_published_depends_on_what_a_suppressed_group_said(byte[] first, byte[] second, bool withPeers)
    {
        var groups = withPeers
            ? new[] { ("superior", 1), ("peer", 3), ("subordinate", 2), ("self", 1) }
            : [("superior", 1), ("subordinate", 2), ("self", 1)];

        return Publish(groups, first) == Publish(groups, second);
    }

    [Property(MaxTest = 60)]
    public bool What_a_counted_group_said_does_matter(byte value)
    {
        var groups = new[] { ("superior", 1), ("peer", 3), ("subordinate", 3) };
        var rating = (byte)((value % 4) + 1);

        return Publish(groups, [rating]) != Publish(groups, [(byte)(rating + 1)]);
    }

    /// <summary>Returns everything that is published when the subordinates give these ratings.</summary>
    private static string Publish((string Group, int Raters)[] groups, byte[] values)
    {
        var rows = SampleFacts.Ratings(groups);
        var own = rows.Where(r => r!["group"]!.ToString() == "subordinate").ToList();
        for (var i = 0; i < own.Count; i++)
            own[i]!["value"] = values.Length == 0 ? 1 : values[i % values.Length];
        return JsonSerializer.Serialize(Score(rows));
    }

    private static void Change(JsonArray rows, string rater, string competency, decimal? value) =>
        rows.Single(r => r!["raterRef"]!.ToString() == rater && r["competency"]!.ToString() == competency)!["value"] = value;

    private static WeightingResult Score(JsonArray ratings)
    {
        var facts = SampleFacts.OnTarget;
        facts["ratings"] = ratings;
        return SamplePolicy.Score(SamplePolicy.Json, facts);
    }
}
