using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>The limits a schema sets on a number.</summary>
internal static class NumberLimits
{
    /// <summary>What is wrong with a number, or <see langword="null"/>.</summary>
    public static string? Violation(FactSchema schema, decimal value)
    {
        if (schema.Kind == FactKind.Integer && !decimal.IsInteger(value))
            return $"{ExactDecimal.ToText(value)} is no whole number";
        if (value < schema.Minimum)
            return $"{ExactDecimal.ToText(value)} is below the minimum {ExactDecimal.ToText(schema.Minimum.Value)}";
        if (value > schema.Maximum)
            return $"{ExactDecimal.ToText(value)} is above the maximum {ExactDecimal.ToText(schema.Maximum.Value)}";
        if (value <= schema.ExclusiveMinimum)
            return $"{ExactDecimal.ToText(value)} must be greater than {ExactDecimal.ToText(schema.ExclusiveMinimum.Value)}";
        if (value >= schema.ExclusiveMaximum)
            return $"{ExactDecimal.ToText(value)} must be less than {ExactDecimal.ToText(schema.ExclusiveMaximum.Value)}";
        return schema.MultipleOf is { } step && value % step != 0
            ? $"{ExactDecimal.ToText(value)} is no multiple of {ExactDecimal.ToText(step)}"
            : null;
    }
}
