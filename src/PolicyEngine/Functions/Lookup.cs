using PolicyEngine.Scoring;

namespace PolicyEngine.Functions;

/// <summary>Table look-ups for expressions.</summary>
public static class Lookup
{
    /// <summary>Returns the number that a table holds for a key.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">A key of the table; case matters.</param>
    /// <exception cref="EvaluationException"><c>no-entry</c> when the table does not have the key.</exception>
    [ExpressionFunction(
        "the number under the key",
        "对照表中该键对应的数值",
        "Lookup.Number(parameters.coefficient, \"A\")",
        "1.2, when the table holds \"A\": 1.2",
        "1.2（对照表含 \"A\": 1.2）")]
    public static decimal Number(
        [FunctionArgument("a parameter of type `lookup`", "类型为 `lookup` 的参数")] LookupTable table,
        [FunctionArgument("a name of the table; case matters", "表中的键，区分大小写")] string key)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Find(key);
    }
}
