using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// The lambda of a list call: it is only ever lowered, never compiled by itself. For an <see cref="Expression{TDelegate}"/> the runtime
/// would have to make a delegate type for every type of items, which takes as long as reading ten expressions.
/// </summary>
/// <param name="item">The item.</param>
/// <param name="body">What is asked of it.</param>
/// <param name="type">The delegate type that the list call takes.</param>
internal sealed class ItemLambda(ParameterExpression item, Expression body, Type type) : Expression
{
    /// <summary>The item.</summary>
    public ParameterExpression Item => item;

    /// <summary>What is asked of it.</summary>
    public Expression Body => body;

    /// <inheritdoc/>
    public override ExpressionType NodeType => ExpressionType.Extension;

    /// <inheritdoc/>
    public override Type Type => type;

    /// <inheritdoc/>
    public override bool CanReduce => true;

    /// <summary>A lambda in either form; <see langword="null"/> for all else.</summary>
    /// <exception cref="LoweringException">It has several parameters.</exception>
    public static ItemLambda? Of(Expression node) => node switch
    {
        ItemLambda own => own,
        LambdaExpression { Parameters: [var only] } lambda => new ItemLambda(only, lambda.Body, lambda.Type),
        LambdaExpression => throw LoweringException.Refuse("a lambda with several parameters"),
        UnaryExpression { NodeType: ExpressionType.Quote } quote => Of(quote.Operand),
        _ => null,
    };

    /// <summary>The same as the runtime's own kind of node.</summary>
    public override Expression Reduce() => Lambda(type, body, item);

    /// <inheritdoc/>
    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        var (asked, of) = (visitor.Visit(body), visitor.VisitAndConvert(item, nameof(VisitChildren)));
        return asked == body && of == item ? this : new ItemLambda(of, asked, type);
    }
}
