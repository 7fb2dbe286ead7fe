using PolicyEngine.Decimals;

namespace PolicyEngine.Facts;

/// <summary>Checks numbers against the limits of a schema. Messages do not contain the number, because it may be personal and refusals are stored.</summary>
internal static class NumberLimits
{
    /// <summary>Returns what is wrong with a number; <see langword="null"/> if nothing is.</summary>
    public static string? Violation(FactSchema schema, decimal value)
    {
        if (schema.Kind == FactKind.Integer && !decimal.IsInteger(value))
            return "the number is no whole number";
        if (value < schema.Minimum)
            return $"the number is below the minimum {ExactDecimal.ToText(schema.Minimum.Value)}";
        if (value > schema.Maximum)
            return $"the number is above the maximum {ExactDecimal.ToText(schema.Maximum.Value)}";
        if (value <= schema.ExclusiveMinimum)
            return $"the number must be greater than {ExactDecimal.ToText(schema.ExclusiveMinimum.Value)}";
        if (value >= schema.ExclusiveMaximum)
            return $"the number must be less than {ExactDecimal.ToText(schema.ExclusiveMaximum.Value)}";
        return schema.MultipleOf is { } step && value % step != 0
            ? $"the number is no multiple of {ExactDecimal.ToText(step)}"
            : null;
    }
}
