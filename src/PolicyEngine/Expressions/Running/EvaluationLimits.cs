namespace PolicyEngine.Expressions.Running;

/// <summary>
/// The limits of one evaluation. It takes at most <see cref="Steps"/> steps over lists and texts, in addition to one pass over the operations of the
/// workflow, so the running time of accepted workflows is bounded for all facts. Every step represents about the same amount of work. A decision
/// that exceeds the limit is undetermined and says so. Answers depend on these limits, so they are constants and not settings: a decision must
/// have the same result when it is computed again years later.
/// </summary>
public static class EvaluationLimits
{
    /// <summary>
    /// The maximum number of steps of one evaluation of one workflow. A list call takes one step per item (sixteen more for sorting), and one more
    /// step per item for every <see cref="OperationsPerStep"/> operations of its lambda, where a function counts as sixteen operations. A text call takes
    /// one step per <see cref="CharactersPerStep"/> characters, and so does a list call that compares texts.
    /// </summary>
    public const int Steps = 500_000;

    /// <summary>
    /// The maximum number of steps of an evaluation with interpreted code, for which each step takes fifty times as long. An evaluation that needs more is
    /// restarted with translated code. No answer depends on this limit.
    /// </summary>
    internal const int InterpretedSteps = 5_000;

    /// <summary>
    /// The maximum number of steps of an evaluation that assumes complete facts. An evaluation that needs more, or fails, is restarted without this
    /// assumption, so at most this number of steps is taken twice. No answer depends on this limit.
    /// </summary>
    internal const int QuickSteps = 20_000;

    /// <summary>
    /// The maximum number of steps that a trace may take to evaluate parts of expressions by themselves, after the rules have been decided. A part is evaluated once for
    /// itself and once in every part around it. No answer depends on it.
    /// </summary>
    internal const int TraceSteps = 4 * Steps;

    /// <summary>Operations that a list call does with an item in one step.</summary>
    public const int OperationsPerStep = 8;

    /// <summary>The number of characters of a text call that count as one step.</summary>
    public const int CharactersPerStep = 4;

    /// <summary>The maximum number of characters of a text literal that takes no steps.</summary>
    internal const int ShortText = 64;

    /// <summary>The maximum number of characters of a text that an expression joins.</summary>
    public const int TextLength = 10_000;

    /// <summary>The maximum number of items of a list that an expression joins.</summary>
    public const int ListLength = 20_000;

    /// <summary>The maximum number of characters of one reason after its placeholders are filled; longer reasons are cut visibly.</summary>
    public const int ReasonLength = 4_000;
}
