using System.Linq.Expressions;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions.Conditions;

/// <summary>Finds comparisons of a field with a constant whose outcome follows from the fact model alone.</summary>
internal static class RangeLint
{
    /// <summary>The code for a comparison that is never true.</summary>
    public const string Never = "never-holds";
    /// <summary>The code for a comparison that is always true.</summary>
    public const string Always = "always-holds";
    /// <summary>The code for an ordering of texts that differs from the order in which they are listed.</summary>
    public const string Order = "text-order";

    /// <summary>Returns the warning for a comparison, or <see langword="null"/>.</summary>
    /// <param name="comparison">The comparison, as parsed.</param>
    /// <param name="scope">Resolves fields.</param>
    public static ExpressionWarning? Check(BinaryExpression comparison, ExpressionScope scope)
    {
        if (comparison is { Left: MethodCallExpression { Method.Name: nameof(string.Compare), Arguments: [var first, var second, ..] }, Right: ConstantExpression { Value: 0 } })
            return CheckOrder(comparison, Plain(first), Plain(second), scope);
        var (left, right) = (Plain(comparison.Left), Plain(comparison.Right));
        if (FieldOf(left, scope) is { } field && ConstantOf(right, scope) is { } value)
            return Check(field, left, comparison.NodeType, value);
        return FieldOf(right, scope) is { } other && ConstantOf(left, scope) is { } known ? Check(other, right, Mirrored(comparison.NodeType), known) : null;
    }

    /// <summary>Warns that texts are ordered by their characters, and not in the order in which they are listed, such as grades with the best one first.</summary>
    private static ExpressionWarning? CheckOrder(BinaryExpression comparison, Expression left, Expression right, ExpressionScope scope)
    {
        var (field, at, text, operation) = FieldOf(left, scope) is { } first
            ? (first, left, ConstantOf(right, scope) as string, comparison.NodeType)
            : (FieldOf(right, scope), right, ConstantOf(left, scope) as string, Mirrored(comparison.NodeType));
        if (text is null || field is null)
            return null;
        var words = GradesWith(text, scope) ?? field.Schema.Enum;
        if (words.Zip(words.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) < 0))
            return null;
        var holding = words.Where(word => Holds(string.CompareOrdinal(word, text), operation)).ToList();
        var told = holding.Count == 0 ? "no value" : NamesInWords.Quoted(holding);
        return new(
            Order, at, $"texts are ordered by their characters, so the comparison of `{field.Name}` with \"{text}\" holds for {told}; name the values that are meant, such as `x in (\"a\", \"b\")`, or write `Grade.AtLeast(grade, minimum, grades)`");
    }

    /// <summary>Returns the grades of a scale that has the text, from worst to best: the order that an author who writes `>=` means.</summary>
    private static IReadOnlyList<string>? GradesWith(string text, ExpressionScope scope) =>
        scope.Parameters.All.Select(p => p.Value).OfType<GradeScale>().FirstOrDefault(g => g.Steps.Any(s => string.Equals(s.Grade, text, StringComparison.Ordinal))) is { } scale
            ? [.. scale.Steps.Select(s => s.Grade).Reverse()]
            : null;

    private static bool Holds(int order, ExpressionType operation) => operation switch
    {
        ExpressionType.GreaterThan => order > 0,
        ExpressionType.GreaterThanOrEqual => order >= 0,
        ExpressionType.LessThan => order < 0,
        ExpressionType.LessThanOrEqual => order <= 0,
        _ => false,
    };

    /// <summary>Returns the warnings for those texts of <c>field in (…)</c> that the field can never have.</summary>
    /// <param name="call">A call of <c>Contains</c> on a list literal.</param>
    /// <param name="scope">Where fields are looked up.</param>
    public static IEnumerable<ExpressionWarning> CheckAmong(MethodCallExpression call, ExpressionScope scope) =>
        call.Method.Name is nameof(Enumerable.Contains) && call.Arguments is [NewArrayExpression list, var sought] && Plain(sought) is var at && FieldOf(at, scope) is { } field
            ? list.Expressions.Select(item => ConstantOf(Plain(item), scope)).OfType<string>().Select(text => Check(field, at, ExpressionType.Equal, text)).OfType<ExpressionWarning>()
            : [];

    private static ExpressionWarning? Check(FactField field, Expression at, ExpressionType operation, object value) => value switch
    {
        string text when field.Schema.Enum.Count > 0 && operation is ExpressionType.Equal && !field.Schema.Enum.Contains(text, StringComparer.Ordinal) =>
            new(Never, at, $"`{field.Name}` is never \"{text}\"; {Suggest.Hint(text, field.Schema.Enum, "its values are " + NamesInWords.Quoted(field.Schema.Enum))}"),
        decimal number when field.Schema.Kind is FactKind.Number or FactKind.Integer => Check(field, at, operation, number),
        _ => null,
    };

    private static ExpressionWarning? Check(FactField field, Expression at, ExpressionType operation, decimal number)
    {
        var schema = field.Schema;
        var low = schema.Minimum ?? schema.ExclusiveMinimum;
        var high = schema.Maximum ?? schema.ExclusiveMaximum;
        var aboveAll = high is { } h && (number > h || (number == h && schema.Maximum is null)); // Every value is less.
        var belowAll = low is { } l && (number < l || (number == l && schema.Minimum is null)); // Every value is greater.
        var answer = operation switch
        {
            ExpressionType.GreaterThan => aboveAll || number == high ? false : belowAll ? true : (bool?)null,
            ExpressionType.GreaterThanOrEqual => aboveAll ? false : belowAll || number == low ? true : null,
            ExpressionType.LessThan => belowAll || number == low ? false : aboveAll ? true : null,
            ExpressionType.LessThanOrEqual => belowAll ? false : aboveAll || number == high ? true : null,
            ExpressionType.Equal => aboveAll || belowAll ? false : null,
            ExpressionType.NotEqual => aboveAll || belowAll ? true : null,
            _ => null,
        };
        if (answer is null)
            return null;
        var range = NodeReading.Range(low, high);
        return new ExpressionWarning(
            answer.Value ? Always : Never, at, $"the comparison of `{field.Name}` with {ExactDecimal.ToText(number)} {(answer.Value ? "always" : "never")} holds: by the model it is {range}");
    }

    private static FactField? FieldOf(Expression node, ExpressionScope scope) =>
        node is MemberExpression { Expression: { } owner } member && scope.ShapeOf(owner.Type) is { } shape && shape.SlotOf(member.Member.Name) is var slot and >= 0
            ? shape.Schema.Fields[slot]
            : null;

    private static object? ConstantOf(Expression node, ExpressionScope scope) => node switch
    {
        ConstantExpression { Value: int or long } whole => Convert.ToDecimal(whole.Value, System.Globalization.CultureInfo.InvariantCulture),
        ConstantExpression constant => constant.Value,
        MemberExpression { Expression: ParameterExpression symbol } member when scope.Find(symbol) is { Kind: NameKind.Parameters } => scope.Parameters.Find(member.Member.Name)?.Value,
        UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } minus => ConstantOf(Plain(minus.Operand), scope) is decimal number ? -number : null,
        _ => null,
    };

    private static Expression Plain(Expression node) => node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert ? Plain(convert.Operand) : node;

    private static ExpressionType Mirrored(ExpressionType operation) => operation switch
    {
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        var other => other,
    };
}

/// <summary>A warning about an expression that compiles.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="At">The part of the parsed expression that the warning is about.</param>
/// <param name="Message">What is doubtful, and what would be better.</param>
internal sealed record ExpressionWarning(string Code, Expression At, string Message);
