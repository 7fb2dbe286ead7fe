using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions;

/// <summary>Stops the lowering of an expression that uses something not offered. The compiler reports it as a diagnostic.</summary>
internal sealed class LoweringException(string code, string message) : Exception(message)
{
    /// <summary>The code of the diagnostic.</summary>
    public string Code { get; } = code;

    /// <summary>Returns the exception for something that is not offered, with advice on what to write instead.</summary>
    public static LoweringException Refuse(string what) =>
        new("not-offered", $"{what} is not offered in expressions; {MethodTable.Instead(what.Trim('`')) ?? "use the operators, list calls and functions listed in the documentation"}");
}
