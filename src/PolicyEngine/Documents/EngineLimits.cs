using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace PolicyEngine.Documents;

/// <summary>
/// How much a text may hold that is to become a document: what keeps a mistake or an attack from costing the server its
/// memory, its time or its stack. The defaults serve; each may be set within its range. What is limited while a policy is
/// evaluated is no option, because answers depend on it: see <c>EvaluationLimits</c>.
/// </summary>
public sealed record EngineLimits
{
    /// <summary>The limits that hold unless others are given.</summary>
    public static EngineLimits Default { get; } = new();

    /// <summary>
    /// The limits for reading again what was accepted before: the upper end of every range, so that lowering a limit never
    /// makes a stored version unreadable, and room for the canonical form, which writes <c>1e20</c> out.
    /// </summary>
    public static EngineLimits Accepted { get; } = OfUpperEnds() with { DocumentBytes = 8 * 1024 * 1024 };

    /// <summary>The maximum number of bytes of a document's text.</summary>
    [Range(1_024, 4 * 1024 * 1024)]
    public int DocumentBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>The maximum number of values of a document: objects, arrays, texts, numbers and the rest together.</summary>
    [Range(1_000, 100_000)]
    public int DocumentValues { get; init; } = 50_000;

    /// <summary>How deep the values of a document nest. The readers go down by recursion.</summary>
    [Range(16, DeepestJson)]
    public int DocumentDepth { get; init; } = DeepestJson;

    /// <summary>The maximum number of diagnostics reported for one text.</summary>
    [Range(10, 1_000)]
    public int Diagnostics { get; init; } = 1_000;

    /// <summary>The maximum number of workflows in one text.</summary>
    [Range(1, 100)]
    public int Workflows { get; init; } = 100;

    /// <summary>The maximum number of rules of one workflow, nested, injected and called ones included.</summary>
    [Range(1, 1_000)]
    public int Rules { get; init; } = 500;

    /// <summary>How deep rules nest, injected ones included.</summary>
    [Range(1, 16)]
    public int RuleDepth { get; init; } = 8;

    /// <summary>How many rule calls follow one another.</summary>
    [Range(1, 16)]
    public int CallDepth { get; init; } = 8;

    /// <summary>Most global params, and most local params of one rule.</summary>
    [Range(1, 200)]
    public int Params { get; init; } = 100;

    /// <summary>Most <c>$(…)</c> placeholders of one reason or error message.</summary>
    [Range(1, 100)]
    public int Placeholders { get; init; } = 20;

    /// <summary>The maximum number of characters of one expression.</summary>
    [Range(64, 8_192)]
    public int ExpressionLength { get; init; } = 4_096;

    /// <summary>The maximum number of parts of one expression: names, numbers, texts, signs. A chain of operators nests as deep as it has parts.</summary>
    [Range(16, 512)]
    public int ExpressionParts { get; init; } = 512;

    /// <summary>Deepest nesting of brackets of any kind, and of conditionals. The parser goes down by recursion.</summary>
    [Range(4, 32)]
    public int ExpressionDepth { get; init; } = 32;

    /// <summary>The maximum number of signs and negations in a row. The parser goes down by recursion.</summary>
    [Range(1, 8)]
    public int SignsInARow { get; init; } = 8;

    /// <summary>The maximum number of operations of one expression, each counted as often as it is evaluated.</summary>
    [Range(50, 4_000)]
    public int Operations { get; init; } = 2_000;

    /// <summary>How deep list calls nest. Each multiplies the work by the length of its list.</summary>
    [Range(1, 3)]
    public int LambdaDepth { get; init; } = 3;

    /// <summary>
    /// The maximum number of characters of all expressions of one workflow together, those of called rules counted for every caller, each as
    /// at least <see cref="LeastCounted"/> and as many as it has operations: what compiling a workflow may cost.
    /// </summary>
    [Range(1_000, 100_000)]
    public int WorkflowLength { get; init; } = 40_000;

    /// <summary>The deepest nesting of any JSON that is read, including facts and stored answers.</summary>
    public const int DeepestJson = 64;

    /// <summary>What the shortest expression counts as.</summary>
    public const int LeastCounted = 20;

    /// <summary>The maximum number of characters of a rule's name, its event, or a workflow's name. They are written into every decision, so they are no option.</summary>
    public const int NameLength = 128;

    private static EngineLimits OfUpperEnds()
    {
        var limits = new EngineLimits();
        foreach (var property in typeof(EngineLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<RangeAttribute>() is { } range)
                property.SetValue(limits, range.Maximum);
        }

        return limits;
    }
}
