using PolicyEngine.Documents;

namespace PolicyEngine.Functions;

/// <summary>Describes a function to policy authors. Every function of our own that expressions can call carries this attribute.</summary>
/// <param name="en">What the function computes, in English.</param>
/// <param name="zhCn">What the function computes, in Chinese.</param>
/// <param name="example">An expression that calls the function.</param>
/// <param name="gives">The result of the example, in English.</param>
/// <param name="givesZhCn">The result of the example, in Chinese; left out when it is the same as in English.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExpressionFunctionAttribute(string en, string zhCn, string example, string gives, string? givesZhCn = null) : Attribute
{
    /// <summary>What the function computes, in English.</summary>
    public string En { get; } = en;

    /// <summary>What the function computes, in Chinese.</summary>
    public string ZhCn { get; } = zhCn;

    /// <summary>An expression that calls the function; <c>parameters.x</c> stands for a parameter of the policy.</summary>
    public string Example { get; } = example;

    /// <summary>The result of the example, in English.</summary>
    public string Gives { get; } = gives;

    /// <summary>The result of the example, in Chinese.</summary>
    public string GivesZhCn { get; } = givesZhCn ?? gives;

    /// <summary>What the function computes, in both languages.</summary>
    public LocalizedText Text => new(En, ZhCn);
}

/// <summary>Describes an argument of a function to policy authors.</summary>
/// <param name="en">The meaning of the argument, in English.</param>
/// <param name="zhCn">The meaning of the argument, in Chinese.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FunctionArgumentAttribute(string en, string zhCn) : Attribute
{
    /// <summary>The meaning of the argument, in English.</summary>
    public string En { get; } = en;

    /// <summary>The meaning of the argument, in Chinese.</summary>
    public string ZhCn { get; } = zhCn;
}
