using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Testing;

/// <summary>Creates the small changes of a workflow: of its expressions, its groups and its rules.</summary>
internal sealed class RuleMutations(WorkflowLibrary library, ComparedFields fields)
{
    /// <summary>Returns every change: first those of expressions, then those of groups and rules, each in document order.</summary>
    public IEnumerable<Mutant> All() => Expressions().Concat(library.All.SelectMany(w => OfRules(w.Rules)));

    private IEnumerable<Mutant> Expressions() =>
        from expression in WorkflowExpressions.Of(library)
        where expression.Node.Kind == SourceKind.String
        from change in ExpressionMutations.Of(expression.Node.Text, expression.IsCondition, fields.StepOf)
        select Mutant.Of(change.Kind, expression.Node, change.Text, Words(expression, change.Text));

    private static IEnumerable<Mutant> OfRules(IReadOnlyList<RuleDefinition> rules)
    {
        var enabled = rules.Where(r => r.Enabled).ToList();
        foreach (var rule in enabled)
        {
            if (enabled.Count > 1)
                yield return Dropped(rule);
            if (rule.Operator is { } operation && rule.Node["Operator"] is { } at && rule.Rules.Count(r => r.Enabled) > 1)
                yield return Swapped(rule, operation, at);
            foreach (var nested in OfRules(rule.Rules))
                yield return nested;
        }
    }

    private static Mutant Dropped(RuleDefinition rule)
    {
        var off = new SourceNode(SourceKind.Boolean, string.Empty, 0, 0, "false");
        var title = TitleOf(rule);
        return new Mutant(MutationKind.Drop, rule.Node.Pointer, new(
            $"rule `{rule.Name}` ({title.En}) is left out", $"去掉规则 `{rule.Name}`（{title.ZhCn}）"), [(rule.Node.Pointer + "/Enabled", off)]);
    }

    private static Mutant Swapped(RuleDefinition rule, RuleOperator operation, SourceNode at)
    {
        var (word, en, zh) = operation == RuleOperator.And ? ("Or", "any one of its rules is enough", "只需满足其中一项") : ("And", "all of its rules are asked for", "须全部满足");
        var title = TitleOf(rule);
        return Mutant.Of(MutationKind.Swap, at, word, new($"for `{rule.Name}` ({title.En}) {en}", $"`{rule.Name}`（{title.ZhCn}）改为{zh}"));
    }

    private static LocalizedText Words(WorkflowExpression expression, string after)
    {
        if (expression.Param is { } param)
        {
            var of = expression.Rule is { } owner ? $" of `{owner.Name}`" : string.Empty;
            var zhOf = expression.Rule is { } zhOwner ? $"`{zhOwner.Name}` 中的" : string.Empty;
            return new($"`{param}`{of} is `{after}`", $"{zhOf}`{param}` 改为 `{after}`");
        }

        var rule = expression.Rule!;
        var title = TitleOf(rule);
        return expression.IsCondition
            ? new($"`{rule.Name}` ({title.En}) asks for `{after}`", $"`{rule.Name}`（{title.ZhCn}）的条件改为 `{after}`")
            : new($"the output of `{rule.Name}` ({title.En}) is `{after}`", $"`{rule.Name}`（{title.ZhCn}）的输出改为 `{after}`");
    }

    private static LocalizedText TitleOf(RuleDefinition rule) => rule.Title ?? new LocalizedText(rule.Name, rule.Name);
}
