using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Appraisals.Content;

/// <summary>Reads a scoring method, such as <c>{ "type": "ratio", "cap": 120, "floor": 60 }</c>.</summary>
internal static class MethodReader
{
    private static readonly Dictionary<string, Func<ObjectReader, ScoringMethod?>> Types = new(StringComparer.Ordinal)
    {
        ["ratio"] = Ratio,
        ["steps"] = Steps,
        ["linear"] = Linear,
        ["points"] = Points,
        ["allOrNothing"] = AllOrNothing,
    };

    /// <summary>Returns the method; <see langword="null"/> after reporting every fault.</summary>
    /// <param name="reader">The <c>method</c> object.</param>
    public static ScoringMethod? Read(ObjectReader reader)
    {
        if (reader.Text("type") is not { } type)
            return null;
        if (!Types.TryGetValue(type, out var read))
        {
            var all = string.Join(", ", Types.Keys.Select(t => $"`{t}`"));
            reader.ErrorAt("type", "out-of-range", $"there is no method `{type}`; {Suggest.Hint(type, Types.Keys, $"use one of {all}")}");
            return null;
        }

        var method = read(reader);
        reader.Done();
        if (method is not null && (method.Lowest < -ScoreLimit.Largest || method.Highest > ScoreLimit.Largest))
            reader.Diagnostics.Error(reader.Node, "out-of-range", $"scores must lie between -{ScoreLimit.Largest:F0} and {ScoreLimit.Largest:F0}");
        return method;
    }

    private static RatioMethod? Ratio(ObjectReader reader)
    {
        var cap = reader.Number("cap", minimum: 0);
        var floor = reader.Number("floor", minimum: 0);
        if (floor > cap)
            reader.ErrorAt("floor", "out-of-range", $"`floor` ({ExactDecimal.ToText(floor.Value)}) must not be greater than `cap`");
        return cap is { } c && floor is { } f && f <= c ? new RatioMethod(c, f) : null;
    }

    private static StepsMethod? Steps(ObjectReader reader) =>
        reader.Required("bands") is { } node && BandsReader.Read(node, reader.Diagnostics) is { } bands ? new StepsMethod(bands) : null;

    private static LinearMethod? Linear(ObjectReader reader) =>
        reader.Required("curve") is { } node && CurveReader.Read(node, reader.Diagnostics) is { } curve ? new LinearMethod(curve) : null;

    private static PointsMethod? Points(ObjectReader reader)
    {
        var start = reader.Number("base");
        var minimum = reader.Number("minimum");
        var maximum = reader.Number("maximum");
        if (minimum > maximum)
            reader.ErrorAt("minimum", "out-of-range", $"`minimum` ({ExactDecimal.ToText(minimum.Value)}) must not be greater than `maximum`");
        return start is { } b && minimum is { } low && maximum is { } high && low <= high ? new PointsMethod(b, low, high) : null;
    }

    private static AllOrNothingMethod? AllOrNothing(ObjectReader reader) =>
        reader.Number("full", minimum: 0) is { } full ? new AllOrNothingMethod(full) : null;
}
