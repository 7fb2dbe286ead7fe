using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace PolicyEngine.Documents;

/// <summary>
/// Limits on the size and nesting of a text that is to become a document. They keep a mistake or an attack from exhausting the server's memory, time or
/// stack. The defaults are sufficient; each can be set within its range. Limits during the evaluation of a policy are not settings, because results depend on
/// them: see <c>EvaluationLimits</c>.
/// </summary>
public sealed record EngineLimits
{
    /// <summary>The limits that apply unless others are given.</summary>
    public static EngineLimits Default { get; } = new();

    /// <summary>
    /// The limits for reading content that was accepted before: the upper end of every range, so that lowering a limit never makes a stored version
    /// unreadable, and more bytes, because the canonical form can be longer than the original text (it writes <c>1e20</c> out).
    /// </summary>
    public static EngineLimits Accepted { get; } = OfUpperEnds() with { DocumentBytes = 8 * 1024 * 1024 };

    /// <summary>The maximum number of bytes of a document's text.</summary>
    [Range(1_024, 4 * 1024 * 1024)]
    public int DocumentBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>The maximum number of values of a document: objects, arrays, texts, numbers and the rest together.</summary>
    [Range(1_000, 100_000)]
    public int DocumentValues { get; init; } = 50_000;

    /// <summary>The greatest depth to which the values of a document nest. The readers are recursive, so this bounds their stack.</summary>
    [Range(16, DeepestJson)]
    public int DocumentDepth { get; init; } = DeepestJson;

    /// <summary>The maximum number of diagnostics reported for one text.</summary>
    [Range(10, 1_000)]
    public int Diagnostics { get; init; } = 1_000;

    /// <summary>The maximum number of workflows in one text.</summary>
    [Range(1, 100)]
    public int Workflows { get; init; } = 100;

    /// <summary>The maximum number of rules of one workflow, including nested, injected and called ones.</summary>
    [Range(1, 1_000)]
    public int Rules { get; init; } = 500;

    /// <summary>The greatest depth to which rules nest, including injected ones.</summary>
    [Range(1, 16)]
    public int RuleDepth { get; init; } = 8;

    /// <summary>The greatest number of rules that call one another in a chain.</summary>
    [Range(1, 16)]
    public int CallDepth { get; init; } = 8;

    /// <summary>The maximum number of global params of a workflow, and of local params of a rule.</summary>
    [Range(1, 200)]
    public int Params { get; init; } = 100;

    /// <summary>The maximum number of <c>$(…)</c> placeholders in one reason or error message.</summary>
    [Range(1, 100)]
    public int Placeholders { get; init; } = 20;

    /// <summary>The maximum number of characters of one expression.</summary>
    [Range(64, 8_192)]
    public int ExpressionLength { get; init; } = 4_096;

    /// <summary>
    /// The maximum number of tokens of one expression: names, numbers, texts, operators and punctuation. A chain of operators nests as deep as it has tokens.
    /// </summary>
    [Range(16, 512)]
    public int ExpressionParts { get; init; } = 512;

    /// <summary>The greatest nesting of brackets of any kind and of conditionals. The parser is recursive, so this bounds its stack.</summary>
    [Range(4, 32)]
    public int ExpressionDepth { get; init; } = 32;

    /// <summary>The maximum number of signs and negations in a row. The parser is recursive, so this bounds its stack.</summary>
    [Range(1, 8)]
    public int SignsInARow { get; init; } = 8;

    /// <summary>The maximum number of operations of one expression, each counted as many times as it is evaluated.</summary>
    [Range(50, 4_000)]
    public int Operations { get; init; } = 2_000;

    /// <summary>The greatest depth to which list calls nest. Each level multiplies the work by the length of its list.</summary>
    [Range(1, 3)]
    public int LambdaDepth { get; init; } = 3;

    /// <summary>
    /// The maximum number of characters of all expressions of a workflow together; it bounds the cost of compiling the workflow. An expression counts as its
    /// characters, its operations or <see cref="LeastCounted"/>, whichever is most, and those of a called rule count once for every caller.
    /// </summary>
    [Range(1_000, 100_000)]
    public int WorkflowLength { get; init; } = 40_000;

    /// <summary>The greatest nesting of any JSON that is read, including facts and stored results.</summary>
    public const int DeepestJson = 64;

    /// <summary>The least that an expression counts toward <see cref="WorkflowLength"/>.</summary>
    public const int LeastCounted = 20;

    /// <summary>
    /// The maximum number of characters of a rule's name, of its event and of a workflow's name. It is not a setting, because these names are written into
    /// every decision.
    /// </summary>
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
