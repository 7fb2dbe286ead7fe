namespace PolicyEngine.Workflows;

/// <summary>The limits of a workflow. What one evaluation can cost follows from these, from <c>ExpressionLimits</c> and from the size of the facts.</summary>
public static class WorkflowLimits
{
    /// <summary>Most workflows in one text.</summary>
    public const int MaxWorkflows = 100;

    /// <summary>Most rules of one workflow, nested, injected and called ones included.</summary>
    public const int MaxRules = 500;

    /// <summary>How deep rules nest, injected ones included.</summary>
    public const int MaxDepth = 8;

    /// <summary>How many rule calls follow one another.</summary>
    public const int MaxCallDepth = 8;

    /// <summary>Most global params, and most local params of one rule.</summary>
    public const int MaxParams = 100;

    /// <summary>Most characters of a rule's name, its event, or a workflow's name.</summary>
    public const int MaxNameLength = 128;

    /// <summary>Most <c>$(…)</c> placeholders of one reason or error message.</summary>
    public const int MaxPlaceholders = 20;

    /// <summary>Most characters of one reason once its placeholders are filled; what is longer is cut, and the cut is shown.</summary>
    public const int MaxReasonLength = 4_000;
}
