namespace PolicyEngine.Expressions;

/// <summary>
/// The limits of one expression and of one evaluation. Evaluating costs at most <see cref="MaxSteps"/> steps over lists and
/// texts, beside one pass over the nodes of the workflow: no accepted workflow runs longer, whatever the facts.
/// </summary>
public static class ExpressionLimits
{
    /// <summary>Most characters of one expression.</summary>
    public const int MaxLength = 4_096;

    /// <summary>
    /// Most characters of all expressions of one workflow together, those of called rules counted for every caller: what
    /// compiling a workflow may cost. An expression counts as at least <see cref="LeastCounted"/>.
    /// </summary>
    public const int MaxTotalLength = 40_000;

    /// <summary>What the shortest expression counts as.</summary>
    public const int LeastCounted = 20;

    /// <summary>Deepest nesting of brackets of any kind, and of conditionals.</summary>
    public const int MaxDepth = 32;

    /// <summary>Most tokens of one expression.</summary>
    public const int MaxTokens = 512;

    /// <summary>Most unary operators in a row.</summary>
    public const int MaxUnaryRun = 8;

    /// <summary>Most nodes of one parsed expression, each counted as often as it is evaluated.</summary>
    public const int MaxNodes = 2_000;

    /// <summary>How deep lambdas over lists nest.</summary>
    public const int MaxLambdaDepth = 3;

    /// <summary>Most characters of any text that an expression puts together.</summary>
    public const int MaxTextLength = 10_000;

    /// <summary>Most items of any list that an expression puts together.</summary>
    public const int MaxListLength = 20_000;

    /// <summary>
    /// Most steps of one evaluation of one workflow. A list call takes a step per item (sixteen when it sorts), a text call
    /// a step per <see cref="CharactersPerStep"/> characters.
    /// </summary>
    public const int MaxSteps = 500_000;

    /// <summary>Characters that a text call passes over in one step.</summary>
    public const int CharactersPerStep = 4;
}
