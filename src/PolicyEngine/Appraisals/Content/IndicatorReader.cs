using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals.Content;

/// <summary>Reads an item of <c>indicators</c>.</summary>
internal static class IndicatorReader
{
    /// <summary>The words for types of periods in documents.</summary>
    public static readonly IReadOnlyDictionary<string, PeriodType> Periods = new Dictionary<string, PeriodType>(StringComparer.Ordinal)
    {
        ["month"] = PeriodType.Month,
        ["quarter"] = PeriodType.Quarter,
        ["year"] = PeriodType.Year,
    };

    private static readonly Dictionary<string, Aggregation> Aggregations = new(StringComparer.Ordinal)
    {
        ["sum"] = Aggregation.Sum,
        ["mean"] = Aggregation.Mean,
        ["weightedMean"] = Aggregation.WeightedMean,
        ["meanOfMonths"] = Aggregation.MeanOfMonths,
        ["meanOfQuarters"] = Aggregation.MeanOfQuarters,
    };

    private static readonly Dictionary<string, MissingData> Missing = new(StringComparer.Ordinal)
    {
        ["error"] = MissingData.Error,
        ["redistribute"] = MissingData.Redistribute,
        ["zero"] = MissingData.Zero,
        ["notApplicable"] = MissingData.NotApplicable,
    };

    /// <summary>The other members of a period's results, whose names indicators cannot have as ids.</summary>
    private static readonly string[] ReservedIds = ["index", "score", "grade"];

    /// <summary>Returns the indicator; <see langword="null"/> after reporting every fault.</summary>
    /// <param name="reader">The item.</param>
    /// <param name="weight">The weight, even if the rest cannot be read; <see langword="null"/> if it cannot be read itself.</param>
    /// <param name="id">The id, even if the rest cannot be read; <see langword="null"/> if it cannot be read itself.</param>
    public static Indicator? Read(ObjectReader reader, out string? id, out decimal? weight)
    {
        id = ReadId(reader);
        weight = Weights.Positive(reader);
        var title = reader.Localized("title");
        var unit = reader.OptionalLocalized("unit");
        var measuredBy = reader.Word("measuredBy", Periods);
        var methodObject = reader.Object("method");
        var method = methodObject is null ? null : MethodReader.Read(methodObject);
        var actual = Field(reader, "actual");
        var target = Field(reader, "target");
        var weightedBy = Field(reader, "weightedBy");
        var events = ReadEvents(reader);
        var (byQuarter, byYear) = ReadAggregation(reader, measuredBy, weightedBy);
        var missing = reader.Word("missing", Missing);
        reader.Done();
        var fits = method is not null && FitsMethod(reader, method);
        return id is null || weight is null || title is null || measuredBy is null || missing is null || !fits
            ? null
            : new Indicator(id, title, weight.Value, unit, measuredBy.Value, actual, target, weightedBy, events, byQuarter, byYear, method!, missing.Value);
    }

    /// <summary>Reads a path in the facts; <see langword="null"/> if it is absent or at fault.</summary>
    public static FieldReference? Field(ObjectReader reader, string name, bool required = false) =>
        (required ? reader.Text(name) : reader.OptionalText(name)) is { } path ? new FieldReference(path, reader.Node[name]!) : null;

    private static string? ReadId(ObjectReader reader)
    {
        if (reader.Name("id") is not { } id)
            return null;
        if (!ReservedIds.Contains(id, StringComparer.OrdinalIgnoreCase))
            return id;
        reader.ErrorAt("id", "reserved-name", $"`{id}` is a name of every period's result; choose another id");
        return null;
    }

    private static List<PointEvent> ReadEvents(ObjectReader reader)
    {
        var events = new List<PointEvent>();
        foreach (var item in reader.OptionalObjects("events", minItems: 1) ?? [])
        {
            var fact = Field(item, "fact", required: true);
            var points = item.Number("points");
            item.Done();
            if (fact is not null && points is not null)
                events.Add(new PointEvent(fact, points.Value));
        }

        return events;
    }

    private static (Aggregation? ByQuarter, Aggregation? ByYear) ReadAggregation(
        ObjectReader reader, PeriodType? measuredBy, FieldReference? weightedBy)
    {
        if (reader.OptionalObject("aggregation") is not { } aggregation)
            return default;
        var byQuarter = aggregation.OptionalWord("quarter", Aggregations);
        var byYear = aggregation.OptionalWord("year", Aggregations);
        aggregation.Done();
        CheckAggregation(aggregation, measuredBy, byQuarter, byYear);
        if (weightedBy is null && !reader.Has("weightedBy") && (byQuarter is Aggregation.WeightedMean || byYear is Aggregation.WeightedMean))
            reader.Diagnostics.Error(reader.Node, "missing-member", "a `weightedMean` needs the weights; add `weightedBy`");
        return (byQuarter, byYear);
    }

    private static void CheckAggregation(ObjectReader aggregation, PeriodType? measuredBy, Aggregation? byQuarter, Aggregation? byYear)
    {
        if (measuredBy is null)
            return;
        if (measuredBy is not PeriodType.Month && byQuarter is not null)
            Unfit(aggregation, "quarter", "only what is measured by month is aggregated to quarters; remove it");
        else if (byQuarter is Aggregation.MeanOfQuarters)
            Unfit(aggregation, "quarter", "a quarter cannot be the mean of quarters; use `meanOfMonths`, `sum`, `mean` or `weightedMean`");

        if (measuredBy is PeriodType.Year && byYear is not null)
            Unfit(aggregation, "year", "what is measured by year is not aggregated; remove it");
        else if (measuredBy is PeriodType.Quarter && byYear is Aggregation.MeanOfMonths)
            Unfit(aggregation, "year", "there are no months to take the mean of: the indicator is measured by quarter; use `meanOfQuarters`");
        else if (measuredBy is PeriodType.Month && byYear is Aggregation.MeanOfQuarters && !aggregation.Has("quarter"))
            Unfit(aggregation, "year", "the mean of quarters needs quarters; add `quarter` to the aggregation");
    }

    private static void Unfit(ObjectReader aggregation, string name, string message) =>
        aggregation.ErrorAt(name, "aggregation-unfit", message);

    /// <summary>Whether the indicator has the facts that its method needs; reports missing ones, and those that the method does not use.</summary>
    private static bool FitsMethod(ObjectReader reader, ScoringMethod method)
    {
        var (needed, refused) = method switch
        {
            PointsMethod => (new[] { "events" }, new[] { "actual", "target" }),
            RatioMethod or AllOrNothingMethod => (["actual", "target"], ["events"]),
            _ => (["actual"], ["events"]),
        };
        foreach (var name in refused.Where(reader.Has))
            reader.ErrorAt(name, "method-unfit", $"method `{method.Word}` does not use `{name}`; remove it");
        var fits = true;
        foreach (var name in needed)
            fits &= reader.Required(name) is { Kind: SourceKind.String or SourceKind.Array };
        return fits;
    }
}
