using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// The lambda of a list call. It is only lowered, never compiled separately. For an <see cref="Expression{TDelegate}"/> the runtime
/// would have to create a delegate type for every item type, which takes as long as reading ten expressions.
/// </summary>
/// <param name="item">The parameter, which stands for an item of the list.</param>
/// <param name="body">The body.</param>
/// <param name="type">The delegate type that the list call requires.</param>
internal sealed class ItemLambda(ParameterExpression item, Expression body, Type type) : Expression
{
    /// <summary>The parameter, which stands for an item of the list.</summary>
    public ParameterExpression Item => item;

    /// <summary>The body.</summary>
    public Expression Body => body;

    /// <inheritdoc/>
    public override ExpressionType NodeType => ExpressionType.Extension;

    /// <inheritdoc/>
    public override Type Type => type;

    /// <inheritdoc/>
    public override bool CanReduce => true;

    /// <summary>Returns a node as such a lambda, whether it is one or a lambda of the runtime; <see langword="null"/> for other nodes.</summary>
    /// <exception cref="LoweringException">The lambda has several parameters.</exception>
    public static ItemLambda? Of(Expression node) => node switch
    {
        ItemLambda own => own,
        LambdaExpression { Parameters: [var only] } lambda => new ItemLambda(only, lambda.Body, lambda.Type),
        LambdaExpression => throw LoweringException.Refuse("a lambda with several parameters"),
        UnaryExpression { NodeType: ExpressionType.Quote } quote => Of(quote.Operand),
        _ => null,
    };

    /// <summary>Returns the lambda as a node of the runtime.</summary>
    public override Expression Reduce() => Lambda(type, body, item);

    /// <inheritdoc/>
    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        var (asked, of) = (visitor.Visit(body), visitor.VisitAndConvert(item, nameof(VisitChildren)));
        return asked == body && of == item ? this : new ItemLambda(of, asked, type);
    }
}
