using System.Linq.Expressions;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Conditions;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Workflows;

/// <summary>
/// Warns about rules that can never be met, about conditions that hold whatever the facts are, and about rules that repeat the condition and effect of a
/// sibling.
/// </summary>
internal sealed class ConditionLint(DiagnosticBag diagnostics)
{
    private readonly ConditionTerms _terms = new();
    private readonly HashSet<RuleDraft> _never = [];

    /// <summary>Records the expression of a param, so that conditions that use the param can be analysed.</summary>
    public void Define(CompiledParam param, ExpressionCode code, ExpressionScope scope)
    {
        if (diagnostics.WantsDoubts && code.Parsed is { } parsed)
            _terms.Define(param, new ScopedExpression(parsed, scope));
    }

    /// <summary>Checks one rule. The rules nested in it must have been checked before.</summary>
    public void Check(RuleDraft rule)
    {
        if (!diagnostics.WantsDoubts || ClaimOf(rule) is not { } claim)
            return;
        if (claim is JoinedClaim joined)
            CheckGroup(rule, joined);
        else
            CheckCondition(rule, claim);
    }

    /// <summary>Warns about sibling rules with the same condition and effect.</summary>
    public void CheckSiblings(IReadOnlyList<RuleDraft> rules)
    {
        if (!diagnostics.WantsDoubts)
            return;
        var seen = new Dictionary<string, RuleDraft>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (SignatureOf(rule) is { } signature && !seen.TryAdd(signature, rule))
                diagnostics.Warning(PlaceOf(rule), "repeated-rule", $"`{rule.Definition.Name}` has the same condition and effect as `{seen[signature].Definition.Name}` above; remove one of them");
        }
    }

    private void CheckCondition(RuleDraft rule, Claim claim)
    {
        var (condition, at) = (rule.Condition!, rule.Definition.Expression!);
        var logic = new ConditionLogic(_terms);
        if (!logic.Can(claim, answer: true))
        {
            _never.Add(rule);
            if (!condition.IsDoubted)
                diagnostics.Warning(at, "unreachable-rule", $"the rule can never be met{Because(logic)}; {(condition.Parsed is ConstantExpression ? "give it a condition" : "correct its condition")}, or switch it off with `\"Enabled\": false`", 0);
        }
        else if (condition.Reads.Count > 0 && !condition.IsDoubted && !logic.Can(claim, answer: false))
        {
            diagnostics.Warning(at, "always-holds", "the condition holds whatever the data are; correct it, or write `true` if that is meant", 0);
        }
    }

    private void CheckGroup(RuleDraft rule, JoinedClaim claim)
    {
        var at = PlaceOf(rule);
        var isNever = claim.IsAnd ? rule.Nested.Any(_never.Contains) : rule.Nested.All(_never.Contains);
        if (rule.Nested.Count == 0 && rule.Definition.Rules.Count == 0)
            return; // An empty group is reported as an error elsewhere.
        if (rule.Nested.Count == 0)
            diagnostics.Warning(at, "unreachable-rule", "the rule can never be met: all rules that it joins are switched off");
        else if (!isNever && new ConditionLogic(_terms) is var logic && !logic.Can(claim, answer: true))
            diagnostics.Warning(at, "unreachable-rule", $"the rule can never be met, because the rules that it joins exclude each other{Because(logic)}; correct one of them");
        else if (!isNever)
            return;
        _never.Add(rule);
    }

    private static string Because(ConditionLogic logic) => logic.Clash is var (first, second) ? $": `{first}` and `{second}` cannot both hold" : string.Empty;

    private static SourceNode PlaceOf(RuleDraft rule) => rule.Definition.Node["Operator"] ?? rule.Definition.Expression ?? rule.Definition.Node;

    private static Claim? ClaimOf(RuleDraft rule)
    {
        if (rule.Condition is { } condition)
            return condition.Parsed is { } parsed ? new ConditionClaim(new ScopedExpression(parsed, rule.Scope)) : null;
        if (rule.Definition.Operator is not { } operation)
            return null;
        var claims = rule.Nested.Select(ClaimOf).ToList();

        // As in RulesEngine, a group without enabled rules is not met.
        return claims.Contains(null) ? null : new JoinedClaim(operation == RuleOperator.And && claims.Count > 0, [.. claims.OfType<Claim>()]);
    }

    /// <summary>
    /// Returns a text that is the same for two rules only if they have the same conditions and effects; <see langword="null"/> if that cannot be determined.
    /// </summary>
    private string? SignatureOf(RuleDraft rule)
    {
        var text = new StringBuilder();
        if (rule.Condition is { Parsed: { } parsed })
        {
            if (_terms.KeyOf(new ScopedExpression(parsed, rule.Scope)) is not { } key)
                return null;
            text.Append(key);
        }
        else if (rule.Definition.Operator is { } operation && rule.Nested.Count > 0)
        {
            text.Append(operation);
            foreach (var nested in rule.Nested)
            {
                if (SignatureOf(nested) is not { } signature)
                    return null;
                text.Append('\n').Append(signature);
            }
        }
        else
        {
            return null;
        }

        var node = rule.Definition.Node;
        text.Append('\t').Append(rule.Definition.SuccessEvent).Append('\t').Append(rule.Definition.Category);
        if (node["Actions"] is { } actions)
            text.Append('\t').Append(TextOf(actions)).Append(node["LocalParams"] is { } locals ? TextOf(locals) : string.Empty);
        return text.ToString();
    }

    private static string TextOf(SourceNode node) => Encoding.UTF8.GetString(CanonicalJson.Write(node));
}
