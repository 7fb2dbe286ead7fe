using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>A workflow as written, in Microsoft RulesEngine's format.</summary>
/// <param name="Name">The <c>WorkflowName</c>.</param>
/// <param name="GlobalParams">Named values for all rules; each may use the ones before it.</param>
/// <param name="Rules">The top-level rules.</param>
internal sealed record WorkflowDefinition(string Name, IReadOnlyList<ParamDefinition> GlobalParams, IReadOnlyList<RuleDefinition> Rules);

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
    /// <summary>The <c>RuleName</c>, unique within the workflow.</summary>
    public required string Name { get; init; }

    /// <summary>The rule itself.</summary>
    public required SourceNode Node { get; init; }

    /// <summary>The string that holds the condition; <see langword="null"/> with an operator.</summary>
    public SourceNode? Expression { get; init; }

    /// <summary>How the nested rules are joined; <see langword="null"/> with an expression.</summary>
    public RuleOperator? Operator { get; init; }

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

    /// <summary>The expression of the output when met.</summary>
    public SourceNode? SuccessOutput { get; init; }

    /// <summary>The expression of the output when not met.</summary>
    public SourceNode? FailureOutput { get; init; }

    /// <summary>What people call it.</summary>
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
