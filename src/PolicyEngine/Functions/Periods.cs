namespace PolicyEngine.Functions;

/// <summary>Runs of consecutive periods, for expressions.</summary>
public static class Periods
{
    /// <summary>Returns the length of the longest run of consecutive values below a threshold; 0 without values.</summary>
    /// <param name="values">The values in the order of the periods.</param>
    /// <param name="threshold">The threshold. A value equal to it is not below it.</param>
    [ExpressionFunction(
        "the longest run of consecutive values below a threshold",
        "连续低于阈值的最长期数",
        "Periods.LongestRunBelow(results.quarters.Select(q => q.K4), 80)",
        "2 for the scores 90, 76.67, 78.33, 100",
        "得分为 90、76.67、78.33、100 时得 2")]
    public static decimal LongestRunBelow(
        [FunctionArgument("the values in the order of the periods", "按周期顺序的数值")] IEnumerable<decimal> values,
        [FunctionArgument("values equal to it are not below it", "阈值，等于阈值不算低于")] decimal threshold)
    {
        ArgumentNullException.ThrowIfNull(values);
        return LongestRun(values, threshold, isBelow: true);
    }

    /// <summary>Returns the length of the longest run of consecutive values at or above a threshold; 0 without values.</summary>
    /// <param name="values">The values in the order of the periods.</param>
    /// <param name="threshold">The threshold. A value equal to it counts.</param>
    [ExpressionFunction(
        "the longest run of consecutive values at least a threshold",
        "连续不低于阈值的最长期数",
        "Periods.LongestRunAtLeast(results.months.Select(m => m.score), 100)",
        "3 for 101, 99, 100, 104, 100, 88",
        "得分为 101、99、100、104、100、88 时得 3")]
    public static decimal LongestRunAtLeast(
        [FunctionArgument("the values in the order of the periods", "按周期顺序的数值")] IEnumerable<decimal> values,
        [FunctionArgument("values equal to it count", "阈值，等于阈值计入")] decimal threshold)
    {
        ArgumentNullException.ThrowIfNull(values);
        return LongestRun(values, threshold, isBelow: false);
    }

    private static decimal LongestRun(IEnumerable<decimal> values, decimal threshold, bool isBelow)
    {
        var run = 0;
        var longest = 0;
        foreach (var value in values as decimal[] ?? [.. values])
        {
            run = value < threshold == isBelow ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
