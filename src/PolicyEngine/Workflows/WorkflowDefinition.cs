using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>A workflow as written, in the format of Microsoft's RulesEngine.</summary>
/// <param name="Name">The <c>WorkflowName</c>.</param>
/// <param name="Injects">The names of the workflows whose rules are added to its own.</param>
/// <param name="GlobalParams">Named values for all rules; each can use those before it.</param>
/// <param name="Rules">The top-level rules.</param>
internal sealed record WorkflowDefinition(
    string Name, IReadOnlyList<SourceNode> Injects, IReadOnlyList<ParamDefinition> GlobalParams, IReadOnlyList<RuleDefinition> Rules);

/// <summary>A named intermediate value as written.</summary>
/// <param name="Name">The param's name.</param>
/// <param name="Expression">The string with the param's expression.</param>
internal sealed record ParamDefinition(string Name, SourceNode Expression);

/// <summary>How nested rules are joined.</summary>
internal enum RuleOperator
{
    /// <summary>All nested rules must be met.</summary>
    And,

    /// <summary>At least one nested rule must be met.</summary>
    Or,
}

/// <summary>A rule as written: a condition, or nested rules joined by an operator.</summary>
internal sealed record RuleDefinition
{
    /// <summary>The <c>RuleName</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The rule's JSON object.</summary>
    public required SourceNode Node { get; init; }

    /// <summary>The string with the condition; <see langword="null"/> for a rule with an operator.</summary>
    public SourceNode? Expression { get; init; }

    /// <summary>How the nested rules are joined; <see langword="null"/> for a rule with an expression.</summary>
    public RuleOperator? Operator { get; init; }

    /// <summary>The names of the workflows whose rules are added to the nested ones.</summary>
    public IReadOnlyList<SourceNode> Injects { get; init; } = [];

    /// <summary>The nested rules.</summary>
    public IReadOnlyList<RuleDefinition> Rules { get; init; } = [];

    /// <summary>Named values for this rule and the rules nested in it.</summary>
    public IReadOnlyList<ParamDefinition> LocalParams { get; init; } = [];

    /// <summary>Whether the rule is evaluated.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The event that the rule grants or triggers when it is met.</summary>
    public string? SuccessEvent { get; init; }

    /// <summary>RulesEngine's message for a rule that is not met; used if there is no reason for that outcome.</summary>
    public SourceNode? ErrorMessage { get; init; }

    /// <summary>The action that gives the output when the rule is met.</summary>
    public ActionDefinition? OnSuccess { get; init; }

    /// <summary>The action that gives the output when the rule is not met.</summary>
    public ActionDefinition? OnFailure { get; init; }

    /// <summary>The display title.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>The rule's role in reports, such as <c>gate</c>.</summary>
    public string? Category { get; init; }

    /// <summary>The reason templates by outcome.</summary>
    public IReadOnlyDictionary<Outcome, ReasonDefinition> Reasons { get; init; } = new Dictionary<Outcome, ReasonDefinition>();
}

/// <summary>A reason template as written.</summary>
/// <param name="Text">The template in both languages.</param>
/// <param name="Node">The template's JSON object.</param>
internal sealed record ReasonDefinition(LocalizedText Text, SourceNode Node);

/// <summary>An action as written.</summary>
internal abstract record ActionDefinition;

/// <summary>The action <c>OutputExpression</c>: the output is the value of an expression.</summary>
/// <param name="Expression">The string with the expression.</param>
internal sealed record OutputDefinition(SourceNode Expression) : ActionDefinition;

/// <summary>The action <c>EvaluateRule</c>: the output is that of another rule.</summary>
/// <param name="Workflow">The name of the workflow that has the rule.</param>
/// <param name="Rule">The name of the rule.</param>
/// <param name="InputFilter">The only names of the caller that the rule can use; <see langword="null"/> for all.</param>
/// <param name="AdditionalInputs">Additional names that the rule can use.</param>
internal sealed record CallDefinition(
    SourceNode Workflow, SourceNode Rule, IReadOnlyList<SourceNode>? InputFilter, IReadOnlyList<ParamDefinition> AdditionalInputs) : ActionDefinition;
