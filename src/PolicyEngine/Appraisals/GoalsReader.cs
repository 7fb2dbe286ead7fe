using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals;

/// <summary>Reads the personal development goals from facts.</summary>
/// <param name="settings">The settings, which name the fields.</param>
/// <param name="shape">The root shape of the fact model.</param>
internal sealed class GoalsReader(GoalsSettings settings, FactShape shape)
{
    private readonly FactPlace _list = new(shape, settings.List.Path);
    private readonly FactPlace? _title = settings.Title is { } title ? new FactPlace(new FactPlace(shape, settings.List.Path).Below, title.Path) : null;
    private readonly FactPlace _weight = new(new FactPlace(shape, settings.List.Path).Below, settings.Weight.Path);
    private readonly FactPlace _progress = new(new FactPlace(shape, settings.List.Path).Below, settings.Progress.Path);

    /// <summary>Reads the goals; there are none when the list is missing.</summary>
    public void Read(FactObject facts, GoalsWork goals)
    {
        var items = _list.Objects(facts) ?? [];
        var taken = goals.Start(items.Length);
        for (var i = 0; i < items.Length; i++)
            taken[i] = new GoalWork { Title = TitleOf(items[i]), Weight = _weight.Parts(items[i]), Progress = _progress.Parts(items[i]), Contribution = DecimalParts.None };
    }

    private string? TitleOf(FactObject? goal) => goal is null ? null : _title?.Text(goal);
}
