using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Testing;

/// <summary>
/// Finds out which fields a policy's expressions compare with which parameters, and how precise those fields are. A step is the smallest difference that
/// matters for a value.
/// </summary>
internal sealed class ComparedFields
{
    private const string ParametersPrefix = "parameters.";

    private readonly FactSchema _facts;
    private readonly string _input;
    private readonly List<string> _expressions;
    private readonly Dictionary<string, decimal> _steps = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Analyses all expressions of a policy.</summary>
    public ComparedFields(CompiledPolicy policy)
    {
        (_facts, _input) = policy.FactsOf;
        _expressions = [.. WorkflowExpressions.Of(((PolicyDocument)policy.Version.Document).Content.Workflow).Select(e => e.Node.Text)];
        foreach (var tokens in _expressions.Select(ExpressionTokens.Of))
        {
            for (var i = 0; i < tokens.Count; i++)
            {
                if (IsParameter(tokens[i]) && ExpressionMutations.Compared(tokens, i) is { Kind: TokenKind.Word } field && StepOfField(field.Text) is { } step)
                    _steps[tokens[i].Text] = Math.Min(step, _steps.GetValueOrDefault(tokens[i].Text, step));
            }
        }
    }

    /// <summary>
    /// Returns the step of a field, or of a parameter according to the fields it is compared with; <see langword="null"/> when the model gives no precision.
    /// </summary>
    /// <param name="path">A path such as <c>manager.tenureMonths</c> or <c>parameters.minimumTenure</c>.</param>
    public decimal? StepOf(string path) => StepOfField(path) ?? (_steps.TryGetValue(path, out var step) ? step : null);

    /// <summary>Whether any expression that calls a function also uses a parameter.</summary>
    /// <param name="function">The function, such as <c>Grade.Of</c>.</param>
    /// <param name="parameter">The parameter's name.</param>
    public bool IsGivenTo(string function, string parameter) => _expressions.Exists(e =>
        e.Contains(function + "(", StringComparison.Ordinal) && e.Contains(ParametersPrefix + parameter, StringComparison.OrdinalIgnoreCase));

    private static bool IsParameter(Token token) =>
        token.Kind == TokenKind.Word && token.Text.StartsWith(ParametersPrefix, StringComparison.OrdinalIgnoreCase);

    private decimal? StepOfField(string path) => path.StartsWith(_input + ".", StringComparison.OrdinalIgnoreCase)
        ? Steps.Of(_facts.Find(path[(_input.Length + 1)..]))
        : null;
}

/// <summary>An expression of a workflow.</summary>
/// <param name="Node">The string with the expression.</param>
/// <param name="Rule">The rule it belongs to; <see langword="null"/> for a global param.</param>
/// <param name="Param">The name of the param it defines; <see langword="null"/> for conditions and outputs.</param>
/// <param name="IsCondition">Whether it is the condition of its rule.</param>
internal sealed record WorkflowExpression(SourceNode Node, RuleDefinition? Rule, string? Param, bool IsCondition);

/// <summary>Finds every expression of a workflow.</summary>
internal static class WorkflowExpressions
{
    /// <summary>Returns the expressions of all workflows of a library, in document order. Those of disabled rules are left out.</summary>
    public static IEnumerable<WorkflowExpression> Of(WorkflowLibrary? library) => (library?.All ?? []).SelectMany(w =>
        w.GlobalParams.Select(p => new WorkflowExpression(p.Expression, null, p.Name, false)).Concat(w.Rules.SelectMany(OfRule)));

    private static IEnumerable<WorkflowExpression> OfRule(RuleDefinition rule)
    {
        if (!rule.Enabled)
            return [];
        var own = rule.LocalParams.Select(p => new WorkflowExpression(p.Expression, rule, p.Name, false));
        if (rule.Expression is { } condition)
            own = own.Append(new WorkflowExpression(condition, rule, null, IsCondition: true));
        var outputs = new[] { rule.OnSuccess, rule.OnFailure }.OfType<OutputDefinition>().Where(o => o.Expression.Kind == SourceKind.String);
        return own.Concat(outputs.Select(o => new WorkflowExpression(o.Expression, rule, null, false))).Concat(rule.Rules.SelectMany(OfRule));
    }
}
