using PolicyEngine.Documents;

namespace PolicyEngine.Functions;

/// <summary>Describes a function to policy authors; every function that expressions can call has one.</summary>
/// <param name="en">What it computes, in English.</param>
/// <param name="zhCn">What it computes, in Chinese.</param>
/// <param name="example">An expression that uses it.</param>
/// <param name="gives">What the example gives, in English.</param>
/// <param name="givesZhCn">What the example gives, in Chinese; left out when it is the same.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExpressionFunctionAttribute(string en, string zhCn, string example, string gives, string? givesZhCn = null) : Attribute
{
    /// <summary>What it computes, in English.</summary>
    public string En { get; } = en;

    /// <summary>What it computes, in Chinese.</summary>
    public string ZhCn { get; } = zhCn;

    /// <summary>An expression that uses it, <c>parameters.x</c> standing for a policy's parameters.</summary>
    public string Example { get; } = example;

    /// <summary>What the example gives, in English.</summary>
    public string Gives { get; } = gives;

    /// <summary>What the example gives, in Chinese.</summary>
    public string GivesZhCn { get; } = givesZhCn ?? gives;

    /// <summary>What it computes, in both languages.</summary>
    public LocalizedText Text => new(En, ZhCn);
}

/// <summary>Says to policy authors what an argument of a function is.</summary>
/// <param name="en">What it is, in English.</param>
/// <param name="zhCn">What it is, in Chinese.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FunctionArgumentAttribute(string en, string zhCn) : Attribute
{
    /// <summary>What it is, in English.</summary>
    public string En { get; } = en;

    /// <summary>What it is, in Chinese.</summary>
    public string ZhCn { get; } = zhCn;
}
