using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions;

/// <summary>Stops the lowering of an expression that uses something not offered; it becomes a diagnostic at once.</summary>
internal sealed class LoweringException(string code, string message) : Exception(message)
{
    /// <summary>The diagnostic's code.</summary>
    public string Code { get; } = code;

    /// <summary>Something is not offered: a refusal in the style of our messages.</summary>
    public static LoweringException Refuse(string what) =>
        new("not-offered", $"{what} is not offered in expressions; {MethodTable.Instead(what.Trim('`')) ?? "use the operators, list calls and functions listed in the documentation"}");
}
