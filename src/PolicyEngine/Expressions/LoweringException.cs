namespace PolicyEngine.Expressions;

/// <summary>Stops the lowering of an expression that uses something not offered; it becomes a diagnostic at once.</summary>
internal sealed class LoweringException(string code, string message) : Exception(message)
{
    /// <summary>The diagnostic's code.</summary>
    public string Code { get; } = code;
}
