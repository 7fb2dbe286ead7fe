using PolicyEngine.Appraisals.Content;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals.Feedback;

/// <summary>Reads the ratings from facts.</summary>
internal sealed class RatingsReader
{
    private readonly FactPlace _list;
    private readonly FactPlace _group;
    private readonly FactPlace _rater;
    private readonly FactPlace _competency;
    private readonly FactPlace _value;

    /// <summary>Looks the fields up.</summary>
    /// <param name="settings">The settings, which name the list of ratings.</param>
    /// <param name="shape">The root shape of the fact model.</param>
    public RatingsReader(Feedback360Settings settings, FactShape shape)
    {
        _list = new FactPlace(shape, settings.Ratings.Path);
        _group = new FactPlace(_list.Below, RatingFields.Group);
        _rater = new FactPlace(_list.Below, RatingFields.RaterRef);
        _competency = new FactPlace(_list.Below, RatingFields.Competency);
        _value = new FactPlace(_list.Below, RatingFields.Value);
    }

    /// <summary>Reads the ratings into a tally and sorts them; there are none when the list is missing.</summary>
    public void Read(FactObject facts, RatingTally tally)
    {
        var rows = _list.Objects(facts) ?? [];
        tally.Start(rows.Length);
        foreach (var row in rows)
            tally.Add(row is null ? default : new RatingRow(_group.Text(row), _rater.Text(row), _competency.Text(row), _value.Parts(row)));
        tally.Sort();
    }
}
