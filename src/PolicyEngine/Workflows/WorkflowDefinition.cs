using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>A workflow as written, in Microsoft RulesEngine's format.</summary>
/// <param name="Name">The <c>WorkflowName</c>.</param>
/// <param name="Injects">The names of the workflows whose rules it takes in.</param>
/// <param name="GlobalParams">Named values for all rules; each may use the ones before it.</param>
/// <param name="Rules">The top-level rules.</param>
internal sealed record WorkflowDefinition(
    string Name, IReadOnlyList<SourceNode> Injects, IReadOnlyList<ParamDefinition> GlobalParams, IReadOnlyList<RuleDefinition> Rules);

/// <summary>A named intermediate value as written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">The string that holds its expression.</param>
internal sealed record ParamDefinition(string Name, SourceNode Expression);

/// <summary>How nested rules are joined.</summary>
internal enum RuleOperator
{
    /// <summary>All nested rules.</summary>
    And,

    /// <summary>At least one nested rule.</summary>
    Or,
}

/// <summary>A rule as written: a condition, or nested rules joined by an operator.</summary>
internal sealed record RuleDefinition
{
    /// <summary>The <c>RuleName</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The rule itself.</summary>
    public required SourceNode Node { get; init; }

    /// <summary>The string that holds the condition; <see langword="null"/> with an operator.</summary>
    public SourceNode? Expression { get; init; }

    /// <summary>How the nested rules are joined; <see langword="null"/> with an expression.</summary>
    public RuleOperator? Operator { get; init; }

    /// <summary>The names of the workflows whose rules are nested in it as well.</summary>
    public IReadOnlyList<SourceNode> Injects { get; init; } = [];

    /// <summary>The nested rules.</summary>
    public IReadOnlyList<RuleDefinition> Rules { get; init; } = [];

    /// <summary>Named values for this rule and those nested in it.</summary>
    public IReadOnlyList<ParamDefinition> LocalParams { get; init; } = [];

    /// <summary>Whether it takes part.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What it grants or triggers when met.</summary>
    public string? SuccessEvent { get; init; }

    /// <summary>RulesEngine's message for a rule not met, used where there is no reason.</summary>
    public SourceNode? ErrorMessage { get; init; }

    /// <summary>What gives the output when met.</summary>
    public ActionDefinition? OnSuccess { get; init; }

    /// <summary>What gives the output when not met.</summary>
    public ActionDefinition? OnFailure { get; init; }

    /// <summary>The display title.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>Its role in reports.</summary>
    public string? Category { get; init; }

    /// <summary>The reason templates by outcome.</summary>
    public IReadOnlyDictionary<Outcome, ReasonDefinition> Reasons { get; init; } = new Dictionary<Outcome, ReasonDefinition>();
}

/// <summary>A reason template as written.</summary>
/// <param name="Text">The template in both languages.</param>
/// <param name="Node">Where it stands.</param>
internal sealed record ReasonDefinition(LocalizedText Text, SourceNode Node);

/// <summary>An action as written.</summary>
internal abstract record ActionDefinition;

/// <summary>The action <c>OutputExpression</c>.</summary>
/// <param name="Expression">The string that holds the expression.</param>
internal sealed record OutputDefinition(SourceNode Expression) : ActionDefinition;

/// <summary>The action <c>EvaluateRule</c>: the output is that of another rule.</summary>
/// <param name="Workflow">The workflow that has the rule.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="InputFilter">The only names it may see; <see langword="null"/> for all.</param>
/// <param name="AdditionalInputs">Further names it may see.</param>
internal sealed record CallDefinition(
    SourceNode Workflow, SourceNode Rule, IReadOnlyList<SourceNode>? InputFilter, IReadOnlyList<ParamDefinition> AdditionalInputs) : ActionDefinition;
