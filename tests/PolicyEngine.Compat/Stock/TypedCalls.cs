using System.Text.Json.Nodes;
using PolicyEngine.Facts;

namespace PolicyEngine.Compat.Stock;

/// <summary>A call with typed inputs instead of untyped ones.</summary>
/// <param name="call">The call.</param>
/// <param name="inputs">The inputs, dates without times.</param>
/// <param name="schema">What was inferred of them.</param>
internal sealed class TypedCalls(StockCall call, JsonObject inputs, FactSchema schema)
{
    /// <summary>Runs it.</summary>
    /// <param name="workflows">The workflows.</param>
    /// <param name="exact">Whether every number is a decimal; otherwise those without a fraction are whole numbers.</param>
    /// <param name="arrays">Whether lists are arrays.</param>
    public StockAnswer Run(JsonArray workflows, bool exact = false, bool arrays = false)
    {
        try
        {
            return (call with { Workflows = workflows, Inputs = new TypedInputs(exact, arrays).Of(inputs, schema) }).Run();
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // Values of different kinds in one list have no type in common.
            return new StockAnswer([], null, e.Message, Refused: false);
        }
    }
}
