using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals;

/// <summary>Takes the personal development goals out of facts.</summary>
/// <param name="settings">Where they stand.</param>
/// <param name="shape">The root shape of the fact model.</param>
internal sealed class GoalsReader(GoalsSettings settings, FactShape shape)
{
    private readonly FactPlace _list = new(shape, settings.List.Path);
    private readonly FactPlace? _title = settings.Title is { } title ? new FactPlace(new FactPlace(shape, settings.List.Path).Below, title.Path) : null;
    private readonly FactPlace _weight = new(new FactPlace(shape, settings.List.Path).Below, settings.Weight.Path);
    private readonly FactPlace _progress = new(new FactPlace(shape, settings.List.Path).Below, settings.Progress.Path);

    /// <summary>The goals; <see langword="null"/> when the list is missing.</summary>
    public GoalRow[]? Read(FactObject facts)
    {
        if (_list.Objects(facts) is not { } items)
            return null;
        var goals = new GoalRow[items.Length];
        for (var i = 0; i < goals.Length; i++)
            goals[i] = items[i] is { } goal ? new GoalRow(_title?.Text(goal), _weight.Number(goal), _progress.Number(goal)) : default;
        return goals;
    }
}
