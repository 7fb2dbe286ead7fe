using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Appraisals.Content;

/// <summary>
/// Reads the members of a <c>kpi-weighting</c> document that other policies do not have. The common members are read elsewhere with the same reader; whoever
/// shares it calls <see cref="ObjectReader.Done"/>.
/// </summary>
internal static class WeightingReader
{
    private const int MostPlaces = 10;

    private static readonly Dictionary<string, RoundingMode> Modes = new(StringComparer.Ordinal)
    {
        ["awayFromZero"] = RoundingMode.AwayFromZero,
        ["halfEven"] = RoundingMode.HalfEven,
    };

    /// <summary>Returns the content; <see langword="null"/> after reporting every fault that prevents further checks.</summary>
    /// <param name="root">The document.</param>
    public static WeightingContent? Read(ObjectReader root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var (month, quarter) = ReadPeriods(root);
        var indicators = ReadIndicators(root, out var ids);
        WeightOrder.Check(root, ids, indicators);
        var rollup = ReadRollup(root);
        var scorecards = ReadScorecards(root, ids, indicators, rollup);
        var maximumRedistribution = root.Number("maximumRedistribution", 0, 100);
        var components = ReadComponents(root);
        var feedback = ReadSection(root, "feedback360", components?.Feedback360, Feedback360Reader.Read);
        var goals = ReadSection(root, "goals", components?.Goals, ReadGoals);
        var grades = root.Required("grades") is { } node ? GradeScaleReader.Read(node, root.Diagnostics) : null;
        CheckLowestGrade(root, grades, indicators);
        var rounding = ReadRounding(root);
        CheckMeasuredPeriods(root, indicators, month, quarter);
        // Content whose weights have a wrong sum can still be checked further; content with an unreadable section cannot.
        var isPartial = ids.Count != indicators.Count || (components?.Feedback360 > 0 && feedback is null) || (components?.Goals > 0 && goals is null);
        return isPartial || maximumRedistribution is null || rollup is null || components is null || grades is null
            ? null
            : new WeightingContent(
                month, quarter, indicators, scorecards, maximumRedistribution.Value, rollup, components, feedback, goals, grades, rounding);
    }

    private static (PeriodList? Month, PeriodList? Quarter) ReadPeriods(ObjectReader root)
    {
        if (root.Object("periods") is not { } periods)
            return default;
        var month = ReadPeriodList(periods.OptionalObject("month"));
        var quarter = ReadPeriodList(periods.OptionalObject("quarter"));
        periods.Done();
        return (month, quarter);
    }

    private static PeriodList? ReadPeriodList(ObjectReader? reader)
    {
        if (reader is null)
            return null;
        var list = IndicatorReader.Field(reader, "list", required: true);
        var index = IndicatorReader.Field(reader, "index", required: true);
        reader.Done();
        return list is null || index is null ? null : new PeriodList(list, index);
    }

    private static List<Indicator> ReadIndicators(ObjectReader root, out HashSet<string> ids)
    {
        ids = new HashSet<string>(StringComparer.Ordinal);
        var indicators = new List<Indicator>();
        var weights = new List<decimal?>();
        var names = new UniqueNames(root.Diagnostics, "indicator", StringComparer.OrdinalIgnoreCase);
        foreach (var item in root.Objects("indicators", minItems: 1) ?? [])
        {
            var indicator = IndicatorReader.Read(item, out var id, out var weight);
            weights.Add(weight);
            if (id is null)
                continue;
            ids.Add(id);
            if (names.Add(id, item.Node["id"]!) && indicator is not null)
                indicators.Add(indicator);
        }

        Weights.CheckSum(root.Node["indicators"] ?? root.Node, "indicators", weights, root.Diagnostics);
        return indicators;
    }

    private static Scorecards ReadScorecards(ObjectReader root, HashSet<string> ids, List<Indicator> indicators, RollupWeights? rollup)
    {
        if (root.Object("scorecards") is not { } reader)
            return new Scorecards([], [], []);
        var scorecards = new Scorecards(
            ReadScorecard(reader, "month", PeriodType.Month, rollup?.Month, ids, indicators),
            ReadScorecard(reader, "quarter", PeriodType.Quarter, rollup?.Quarter, ids, indicators),
            ReadScorecard(reader, "year", PeriodType.Year, rollup?.Year, ids, indicators));
        reader.Done();
        return scorecards;
    }

    private static List<string> ReadScorecard(
        ObjectReader reader, string name, PeriodType type, decimal? rollupWeight, HashSet<string> ids, List<Indicator> indicators)
    {
        var isNeeded = rollupWeight is > 0;
        var entries = isNeeded ? reader.Texts(name, minItems: 1) : reader.OptionalTexts(name);
        var names = new UniqueNames(reader.Diagnostics, "indicator");
        var scorecard = new List<string>();
        foreach (var (id, at) in entries ?? [])
        {
            if (!ids.Contains(id))
            {
                reader.Diagnostics.Error(at, "unknown-indicator", $"there is no indicator `{id}`; {Suggest.Hint(id, ids, "add it to `indicators`")}");
                continue;
            }

            if (names.Add(id, at))
                scorecard.Add(id);
            if (indicators.Find(i => string.Equals(i.Id, id, StringComparison.Ordinal)) is { } indicator)
                CheckReaches(indicator, type, at, reader.Diagnostics);
        }

        return scorecard;
    }

    /// <summary>Reports an indicator in the scorecard of a period for which it has no measure.</summary>
    private static void CheckReaches(Indicator indicator, PeriodType type, SourceNode at, DiagnosticBag diagnostics)
    {
        if (type == indicator.MeasuredBy)
            return;
        var period = Word(type);
        if (type < indicator.MeasuredBy)
        {
            var advice = $"`{indicator.Id}` is measured by {Word(indicator.MeasuredBy)} and has no {period} value; remove it from this scorecard";
            diagnostics.Error(at, "aggregation-unfit", advice);
        }
        else if ((type == PeriodType.Quarter ? indicator.ByQuarter : indicator.ByYear) is null)
        {
            diagnostics.Error(at, "aggregation-unfit", $"`{indicator.Id}` does not say how it becomes a {period} value; add `{period}` to its `aggregation`");
        }
    }

    private static void CheckMeasuredPeriods(ObjectReader root, List<Indicator> indicators, PeriodList? month, PeriodList? quarter)
    {
        if (root.Node["periods"] is not { Kind: SourceKind.Object } periods)
            return;
        foreach (var (type, list) in new[] { (PeriodType.Month, month), (PeriodType.Quarter, quarter) })
        {
            var word = Word(type);
            if (list is null && periods[word] is null && indicators.Exists(i => i.MeasuredBy == type))
                root.Diagnostics.Error(periods, "missing-member", $"member `{word}` is missing: an indicator is measured by {word}; add it");
        }
    }

    private static RollupWeights? ReadRollup(ObjectReader root) =>
        ReadShares(root, "rollup", ["month", "quarter", "year"]) is [{ } month, { } quarter, { } year]
            ? new RollupWeights(month, quarter, year)
            : null;

    private static ComponentWeights? ReadComponents(ObjectReader root) =>
        ReadShares(root, "components", ["kpi", "feedback360", "goals"]) is [{ } kpi, { } feedback360, { } goals]
            ? new ComponentWeights(kpi, feedback360, goals)
            : null;

    private static decimal?[]? ReadShares(ObjectReader root, string name, string[] members)
    {
        if (root.Object(name) is not { } reader)
            return null;
        var shares = Array.ConvertAll(members, member => reader.Number(member, 0, 100));
        reader.Done();
        Weights.CheckSum(reader.Node, name, shares, root.Diagnostics);
        return shares;
    }

    private static T? ReadSection<T>(ObjectReader root, string name, decimal? weight, Func<ObjectReader, T?> read)
        where T : class
    {
        var reader = weight is > 0 ? root.Object(name) : root.OptionalObject(name);
        return reader is null ? null : read(reader);
    }

    private static GoalsSettings? ReadGoals(ObjectReader reader)
    {
        var list = IndicatorReader.Field(reader, "list", required: true);
        var weight = IndicatorReader.Field(reader, "weight", required: true);
        var progress = IndicatorReader.Field(reader, "progress", required: true);
        var title = IndicatorReader.Field(reader, "title");
        reader.Done();
        return list is null || weight is null || progress is null ? null : new GoalsSettings(list, weight, progress, title);
    }

    private static void CheckLowestGrade(ObjectReader root, GradeScale? grades, List<Indicator> indicators)
    {
        if (grades is null)
            return;
        var lowest = indicators.Select(i => i.Method.Lowest).Append(0).Min();
        if (grades.Steps[^1].From > lowest)
        {
            root.ErrorAt("grades", "grades-gap", $"scores below {ExactDecimal.ToText(grades.Steps[^1].From)} have no grade; "
                + $"let the last grade start at {ExactDecimal.ToText(lowest)}");
        }
    }

    private static RoundingPlaces ReadRounding(ObjectReader root)
    {
        var places = new RoundingPlaces();
        if (root.OptionalObject("rounding") is not { } reader)
            return places;
        places = new RoundingPlaces
        {
            Mode = reader.OptionalWord("mode", Modes) ?? places.Mode,
            Period = Places("period", places.Period),
            Means = Places("means", places.Means),
            Kpi = Places("kpi", places.Kpi),
            Competency = Places("competency", places.Competency),
            Feedback360 = Places("feedback360", places.Feedback360),
            Goals = Places("goals", places.Goals),
            Composite = Places("composite", places.Composite),
            Indicator = Places("indicator", places.Indicator),
        };
        reader.Done();
        return places;

        int Places(string name, int otherwise) => reader.OptionalInteger(name, 0, MostPlaces) ?? otherwise;
    }

    private static string Word(PeriodType type) => IndicatorReader.Periods.First(p => p.Value == type).Key;
}
