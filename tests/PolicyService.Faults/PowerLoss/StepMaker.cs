using System.Globalization;
using PolicyApi.Storage;

namespace PolicyService.Faults.PowerLoss;

/// <summary>Makes steps by chance: the same seed makes the same.</summary>
/// <param name="seed">Decides everything.</param>
internal sealed class StepMaker(int seed)
{
    private static readonly DateTimeOffset Begin = new(2025, 1, 31, 23, 0, 0, TimeSpan.Zero);

    private readonly Random _chance = new(seed);
    private int _number;

    /// <summary>The next step for a store that holds what the model says.</summary>
    public Step Next(StoreModel model) => _chance.Next(16) switch
    {
        < 5 => Decisions(),
        < 11 => new Step { At = Begin, Work = WorkSteps.Next(model.Work, _chance, () => string.Create(CultureInfo.InvariantCulture, $"job_{++_number:D6}")) },
        < 12 when model.Erasable.Count > 0 => new Step { At = Begin, Erased = [model.Erasable[_chance.Next(model.Erasable.Count)]] },
        < 14 => new Step { Notes = [.. Enumerable.Range(0, 1 + _chance.Next(3)).Select(_ => Name("note"))] },
        _ => Change(model),
    };

    // One month of three, not in order, so that files are opened and closed.
    private Step Decisions()
    {
        var month = _chance.Next(3);
        var count = _chance.Next(8) == 0 ? 60 : 1 + _chance.Next(4);
        return new Step
        {
            Decisions = [.. Enumerable.Range(0, count).Select(_ => Records.New(Name("d"), Begin.AddMonths(month).AddMilliseconds(_number), _number))],
        };
    }

    private Step Change(StoreModel model)
    {
        var key = new RecordKey("things", $"r{_chance.Next(4)}");
        var bytes = new byte[_chance.Next(12_000)];
        _chance.NextBytes(bytes);
        var isDelete = model.VersionOf(key) > 0 && _chance.Next(4) == 0;
        return new Step { Notes = [Name("change")], Records = [(key, isDelete ? null : bytes)] };
    }

    private string Name(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{++_number}");
}
