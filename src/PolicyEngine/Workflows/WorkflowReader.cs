using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Reads Microsoft RulesEngine's workflow JSON.</summary>
internal sealed class WorkflowReader
{
    /// <summary>Most rules of one workflow, nested ones included.</summary>
    public const int MaxRules = 500;

    /// <summary>How deep rules nest.</summary>
    public const int MaxDepth = 8;

    /// <summary>Most global params, and most local params of one rule.</summary>
    public const int MaxParams = 100;

    private static readonly Dictionary<string, RuleOperator> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["And"] = RuleOperator.And,
        ["AndAlso"] = RuleOperator.And,
        ["Or"] = RuleOperator.Or,
        ["OrElse"] = RuleOperator.Or,
    };

    private readonly DiagnosticBag _diagnostics;
    private readonly UniqueNames _names;
    private int _rules;

    private WorkflowReader(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _names = new UniqueNames(diagnostics, "rule");
    }

    /// <summary>Reads a workflow; what is wrong goes to the bag.</summary>
    public static WorkflowDefinition? Read(SourceNode node, DiagnosticBag diagnostics) => new WorkflowReader(diagnostics).ReadWorkflow(node);

    private WorkflowDefinition? ReadWorkflow(SourceNode node)
    {
        if (ObjectReader.Open(node, _diagnostics) is not { } reader)
            return null;
        var name = reader.Text("WorkflowName", 128);
        RefuseInjection(reader);
        ReadExpressionType(reader);
        var globals = ReadParams(reader, "GlobalParams");
        var rules = ReadRules(reader.Objects("Rules", minItems: 1) ?? [], 1);
        reader.Done();
        if (_rules > MaxRules)
            _diagnostics.Error(node, "too-many", $"a workflow has at most {MaxRules} rules, this one has {_rules}");
        return name is null ? null : new WorkflowDefinition(name, globals, rules);
    }

    private List<RuleDefinition> ReadRules(IReadOnlyList<ObjectReader> readers, int depth) =>
        [.. readers.Select(r => ReadRule(r, depth)).OfType<RuleDefinition>()];

    private RuleDefinition? ReadRule(ObjectReader reader, int depth)
    {
        _rules++;
        if (depth > MaxDepth)
        {
            _diagnostics.Error(reader.Node, "too-deep", $"rules nest at most {MaxDepth} deep; flatten these");
            return null;
        }

        var name = reader.Name("RuleName");
        if (name is not null)
            _names.Add(name, reader.Node["RuleName"]!);
        RefuseInjection(reader);
        ReadExpressionType(reader);
        var expression = reader.Optional("Expression");
        var operation = reader.OptionalWord("Operator", Operators);
        var nested = ReadRules(reader.OptionalObjects("Rules") ?? [], depth + 1);
        CheckForm(reader, expression, operation, nested);
        var (title, category, reasons) = ReadProperties(reader.OptionalObject("Properties"));
        var actions = reader.OptionalObject("Actions");
        var rule = new RuleDefinition
        {
            Name = name ?? string.Empty,
            Node = reader.Node,
            Expression = operation is null ? expression : null,
            Operator = operation,
            Rules = nested,
            LocalParams = ReadParams(reader, "LocalParams"),
            Enabled = reader.OptionalBoolean("Enabled") ?? true,
            SuccessEvent = reader.OptionalText("SuccessEvent", 128),
            ErrorMessage = reader.OptionalText("ErrorMessage") is null ? null : reader.Node["ErrorMessage"],
            SuccessOutput = ReadOutput(actions, "OnSuccess"),
            FailureOutput = ReadOutput(actions, "OnFailure"),
            Title = title,
            Category = category,
            Reasons = reasons,
        };
        actions?.Done();
        reader.Done();
        return rule;
    }

    private static void CheckForm(ObjectReader reader, SourceNode? expression, RuleOperator? operation, List<RuleDefinition> nested)
    {
        if (operation is not null && nested.Count == 0)
            reader.ErrorAt("Operator", "missing-member", "a rule with an `Operator` joins nested `Rules`; add them");
        if (operation is null && reader.Node["Operator"] is null && expression is null)
            reader.Diagnostics.Error(reader.Node, "missing-member", "a rule has an `Expression`, or an `Operator` with nested `Rules`; add one");
        if (operation is null && nested.Count > 0)
            reader.ErrorAt("Rules", "missing-member", "nested rules are joined by an `Operator`; add `And` or `Or`");
        if (operation is not null && expression is not null)
            reader.Diagnostics.Warning(expression, "unused-expression", "a rule with an `Operator` ignores its own `Expression`; remove it or make it a nested rule");
    }

    private static (LocalizedText? Title, string? Category, Dictionary<Outcome, ReasonDefinition> Reasons) ReadProperties(ObjectReader? properties)
    {
        // Authors may keep members of their own in `Properties`, so the rest is not looked at.
        var reasons = new Dictionary<Outcome, ReasonDefinition>();
        if (properties is null)
            return (null, null, reasons);
        if (properties.OptionalObject("reason") is { } reason)
        {
            AddReason(reason, "met", Outcome.Met, reasons);
            AddReason(reason, "notMet", Outcome.NotMet, reasons);
            AddReason(reason, "undetermined", Outcome.Undetermined, reasons);
            reason.Done();
        }

        return (properties.OptionalLocalized("title"), properties.OptionalText("category", 64), reasons);
    }

    private static void AddReason(ObjectReader reason, string member, Outcome outcome, Dictionary<Outcome, ReasonDefinition> reasons)
    {
        if (reason.OptionalLocalized(member) is { } text)
            reasons[outcome] = new ReasonDefinition(text, reason.Node[member]!);
    }

    private static List<ParamDefinition> ReadParams(ObjectReader reader, string member)
    {
        var found = new List<ParamDefinition>();
        foreach (var param in reader.OptionalObjects(member) ?? [])
        {
            var name = param.Name("Name");
            var expression = param.Required("Expression");
            param.Done();
            if (name is not null && ReservedNames.IsReserved(name))
                param.ErrorAt("Name", "reserved-name", $"`{name}` has a meaning of its own in expressions; choose another name");
            else if (name is not null && expression is not null)
                found.Add(new ParamDefinition(name, expression));
        }

        if (found.Count > MaxParams)
            reader.ErrorAt(member, "too-many", $"`{member}` has at most {MaxParams} items, this one has {found.Count}");
        return found;
    }

    private static SourceNode? ReadOutput(ObjectReader? actions, string member)
    {
        if (actions?.OptionalObject(member) is not { } action)
            return null;
        var name = action.Text("Name");
        if (name is not null && !string.Equals(name, "OutputExpression", StringComparison.Ordinal))
            action.ErrorAt("Name", "not-offered", $"the action `{name}` is not offered; use `OutputExpression`");
        var context = action.Object("Context");
        var expression = context?.Required("Expression");
        context?.Done();
        action.Done();
        return expression;
    }

    private void RefuseInjection(ObjectReader reader)
    {
        if (reader.OptionalArray("WorkflowsToInject") is { Count: > 0 } injected)
            _diagnostics.Error(injected[0], "not-offered", "`WorkflowsToInject` is not offered; write the rules here, or read another policy's results by `reads`");
    }

    private static void ReadExpressionType(ObjectReader reader)
    {
        if (reader.Optional("RuleExpressionType") is { } type && type.Text is not ("LambdaExpression" or "0"))
            reader.ErrorAt("RuleExpressionType", "not-offered", $"the only `RuleExpressionType` is `LambdaExpression`, found {type}");
    }
}
