using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Reads the workflow JSON of Microsoft's RulesEngine.</summary>
internal sealed class WorkflowReader
{
    private static readonly Dictionary<string, RuleOperator> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["And"] = RuleOperator.And,
        ["AndAlso"] = RuleOperator.And,
        ["Or"] = RuleOperator.Or,
        ["OrElse"] = RuleOperator.Or,
    };

    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, SourceNode> _names = new(StringComparer.Ordinal);
    private int _rules;

    private WorkflowReader(DiagnosticBag diagnostics) => _diagnostics = diagnostics;

    /// <summary>Reads a workflow, or an array of workflows. The first one runs; the others can be injected or called.</summary>
    /// <returns>The workflows, with faults added to the bag; <see langword="null"/> if there is none.</returns>
    public static WorkflowLibrary? Read(SourceNode node, DiagnosticBag diagnostics)
    {
        IReadOnlyList<SourceNode> nodes = node.Kind == SourceKind.Array ? node.Items : [node];
        if (nodes.Count == 0 || nodes.Count > diagnostics.Limits.Workflows)
        {
            diagnostics.Error(node, "too-many", $"there are {nodes.Count} workflows; write 1 to {diagnostics.Limits.Workflows}");
            return null;
        }

        var names = new UniqueNames(diagnostics, "workflow");
        var workflows = new List<WorkflowDefinition>();
        foreach (var item in nodes)
        {
            // A workflow without a name cannot be used, but its other faults are reported.
            if (new WorkflowReader(diagnostics).ReadWorkflow(item) is { } workflow && (workflow.Name.Length == 0 || names.Add(workflow.Name, item["WorkflowName"]!)))
                workflows.Add(workflow);
        }

        return workflows.Count == 0 ? null : new WorkflowLibrary(workflows);
    }

    private WorkflowDefinition? ReadWorkflow(SourceNode node)
    {
        // RulesEngine's own serializer writes `null` for every member that is not set.
        if (ObjectReader.Open(node, _diagnostics, nullIsAbsent: true) is not { } reader)
            return null;
        var name = reader.Text("WorkflowName", EngineLimits.NameLength);
        var injects = ReadInjects(reader);
        ReadExpressionType(reader);
        var globals = ParamReader.Read(reader, "GlobalParams");
        var rules = ReadRules((injects.Count > 0 ? reader.OptionalObjects("Rules") : reader.Objects("Rules", minItems: 1)) ?? [], 1);
        reader.Done();
        if (_rules > _diagnostics.Limits.Rules)
            _diagnostics.Error(node, "too-many", $"a workflow has at most {_diagnostics.Limits.Rules} rules, this one has {_rules}");
        return new WorkflowDefinition(name ?? string.Empty, injects, globals, rules);
    }

    private List<RuleDefinition> ReadRules(IReadOnlyList<ObjectReader> readers, int depth)
    {
        var siblings = new UniqueNames(_diagnostics, "rule");
        return [.. readers.Select(r => ReadRule(r, depth, siblings)).OfType<RuleDefinition>()];
    }

    private RuleDefinition? ReadRule(ObjectReader reader, int depth, UniqueNames siblings)
    {
        _rules++;
        if (depth > _diagnostics.Limits.RuleDepth)
        {
            _diagnostics.Error(reader.Node, "too-deep", $"rules nest at most {_diagnostics.Limits.RuleDepth} deep; flatten these");
            return null;
        }

        var name = reader.Text("RuleName", EngineLimits.NameLength);
        if (name is not null && siblings.Add(name, reader.Node["RuleName"]!))
            CheckElsewhere(name, reader.Node["RuleName"]!);
        var injects = ReadInjects(reader);
        ReadExpressionType(reader);
        var expression = reader.Optional("Expression");
        var operation = reader.OptionalWord("Operator", Operators);
        var nested = ReadRules(reader.OptionalObjects("Rules") ?? [], depth + 1);
        CheckForm(reader, expression, operation, nested.Count + injects.Count);
        var (title, category, reasons) = ReadProperties(reader.OptionalObject("Properties"));
        var actions = reader.OptionalObject("Actions");
        IgnoreErrorType(reader);
        var rule = new RuleDefinition
        {
            Name = name ?? string.Empty,
            Node = reader.Node,
            Expression = operation is null ? expression : null,
            Operator = operation,
            Injects = injects,
            Rules = nested,
            LocalParams = ParamReader.Read(reader, "LocalParams"),
            Enabled = reader.OptionalBoolean("Enabled") ?? true,
            SuccessEvent = reader.OptionalText("SuccessEvent", EngineLimits.NameLength),
            ErrorMessage = ReadErrorMessage(reader),
            OnSuccess = ActionReader.Read(actions, "OnSuccess"),
            OnFailure = ActionReader.Read(actions, "OnFailure"),
            Title = title,
            Category = category,
            Reasons = reasons,
        };
        actions?.Done();
        reader.Done();
        return rule;
    }

    private void CheckElsewhere(string name, SourceNode at)
    {
        if (!_names.TryAdd(name, at))
            _diagnostics.Warning(at, "duplicate-rule", $"another rule is named `{name}` as well; other policies can read neither by its name, so give each its own");
    }

    private static void CheckForm(ObjectReader reader, SourceNode? expression, RuleOperator? operation, int nested)
    {
        if (operation is not null && nested == 0)
            reader.ErrorAt("Operator", "missing-member", "a rule with an `Operator` joins nested `Rules`; add them");
        if (operation is null && expression is null && nested == 0 && reader.Optional("Operator") is null)
            reader.Diagnostics.Error(reader.Node, "missing-member", "a rule has an `Expression`, or an `Operator` with nested `Rules`; add one");
        if (operation is null && nested > 0 && reader.Optional("Operator") is null)
            reader.Diagnostics.Error(reader.Node["Rules"] ?? reader.Node["WorkflowsToInject"]!, "missing-member", "nested rules are joined by an `Operator`; add `And` or `Or`");
        if (operation is not null && expression is not null)
            reader.Diagnostics.Warning(expression, "unused-expression", "a rule with an `Operator` ignores its own `Expression`; remove it or make it a nested rule");
    }

    private static (LocalizedText? Title, string? Category, Dictionary<Outcome, ReasonDefinition> Reasons) ReadProperties(ObjectReader? properties)
    {
        // Authors may keep members of their own in `Properties`, so unknown ones are not reported.
        var reasons = new Dictionary<Outcome, ReasonDefinition>();
        if (properties is null)
            return (null, null, reasons);
        properties.AllowOthers();
        WarnOfCase(properties, "title", "category", "reason");
        if (properties.OptionalObject("reason") is { } reason)
        {
            AddReason(reason, "met", Outcome.Met, reasons);
            AddReason(reason, "notMet", Outcome.NotMet, reasons);
            AddReason(reason, "undetermined", Outcome.Undetermined, reasons);
            reason.Done();
        }

        return (properties.OptionalLocalized("title"), properties.OptionalText("category", 64), reasons);
    }

    /// <summary>
    /// Warns about names that differ from one with a meaning only by case. Other names in <c>Properties</c> belong to the author and are not reported.
    /// </summary>
    private static void WarnOfCase(ObjectReader properties, params ReadOnlySpan<string> names)
    {
        foreach (var (written, value) in properties.Node.Members)
        {
            foreach (var name in names)
            {
                if (written != name && written.Equals(name, StringComparison.OrdinalIgnoreCase))
                    properties.Diagnostics.Warning(value, "unused-member", $"`{written}` has no effect; did you mean `{name}`?");
            }
        }
    }

    private static void AddReason(ObjectReader reason, string member, Outcome outcome, Dictionary<Outcome, ReasonDefinition> reasons)
    {
        if (reason.OptionalLocalized(member) is { } text)
            reasons[outcome] = new ReasonDefinition(text, reason.Node[member]!);
    }

    private static SourceNode? ReadErrorMessage(ObjectReader reader)
    {
        if (reader.Optional("ErrorMessage") is not { Kind: SourceKind.String } message || !string.IsNullOrWhiteSpace(message.Text))
            return reader.OptionalText("ErrorMessage") is null ? null : reader.Node["ErrorMessage"];
        reader.Diagnostics.Warning(message, "unused-member", "a blank `ErrorMessage` says nothing, so the rule gives a reason of its own; write a message or remove it");
        return null;
    }

    private static List<SourceNode> ReadInjects(ObjectReader reader) => [.. (reader.OptionalTexts("WorkflowsToInject") ?? []).Select(t => t.At)];

    private static void ReadExpressionType(ObjectReader reader)
    {
        if (reader.Optional("RuleExpressionType") is { } type && type.Text is not ("LambdaExpression" or "0"))
            reader.ErrorAt("RuleExpressionType", "not-offered", $"the only `RuleExpressionType` is `LambdaExpression`, found {type}; write that, or leave it out");
    }

    /// <summary>Warns that <c>ErrorType</c> has no effect. Older versions of RulesEngine had this member; newer ones accept and ignore it.</summary>
    private static void IgnoreErrorType(ObjectReader reader)
    {
        if (reader.Optional("ErrorType") is { } type)
            reader.Diagnostics.Warning(type, "unused-member", "`ErrorType` has no effect; remove it");
    }
}
