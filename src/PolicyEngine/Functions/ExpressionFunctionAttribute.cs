using PolicyEngine.Documents;

namespace PolicyEngine.Functions;

/// <summary>Says to policy authors what a function answers; every function that expressions can call has one.</summary>
/// <param name="en">What it answers, in English.</param>
/// <param name="zhCn">What it answers, in Chinese.</param>
/// <param name="example">An expression that uses it.</param>
/// <param name="gives">What the example gives.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExpressionFunctionAttribute(string en, string zhCn, string example, string gives) : Attribute
{
    /// <summary>What it answers, in English.</summary>
    public string En { get; } = en;

    /// <summary>What it answers, in Chinese.</summary>
    public string ZhCn { get; } = zhCn;

    /// <summary>An expression that uses it, <c>parameters.x</c> standing for a policy's parameters.</summary>
    public string Example { get; } = example;

    /// <summary>What the example gives.</summary>
    public string Gives { get; } = gives;

    /// <summary>What it answers, in both languages.</summary>
    public LocalizedText Text => new(En, ZhCn);
}
