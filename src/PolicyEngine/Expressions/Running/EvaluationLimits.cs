namespace PolicyEngine.Expressions.Running;

/// <summary>
/// The limits of one evaluation: it costs at most <see cref="Steps"/> steps over lists and texts, in addition to one pass over the
/// operations of the workflow, so no accepted workflow runs longer, whatever the facts. Every step represents about the
/// same amount of work. A decision that goes beyond is undetermined and says so. The answer depends on these limits, so they are the same everywhere and not options: a decision
/// must have the same result when it is computed again years later.
/// </summary>
public static class EvaluationLimits
{
    /// <summary>
    /// The maximum number of steps of one evaluation of one workflow. A list call takes a step per item (sixteen more when it sorts) and one more
    /// for every <see cref="OperationsPerStep"/> operations that it does with each, a function counted as sixteen; a text call takes a step per
    /// <see cref="CharactersPerStep"/> characters, and so does a list call that compares texts.
    /// </summary>
    public const int Steps = 500_000;

    /// <summary>
    /// The maximum number of steps of one evaluation whose code is interpreted, which takes fifty times as long for each: one that needs more is started again with
    /// its code translated. No answer depends on it.
    /// </summary>
    internal const int InterpretedSteps = 5_000;

    /// <summary>
    /// The maximum number of steps of an evaluation that takes facts to be complete. One that needs more, or fails, is started again with care, so this is all that may
    /// be done twice. No answer depends on it.
    /// </summary>
    internal const int QuickSteps = 20_000;

    /// <summary>
    /// The maximum number of steps that a trace may take to evaluate parts of expressions by themselves, after the rules have been decided. A part is evaluated once for
    /// itself and once in every part around it. No answer depends on it.
    /// </summary>
    internal const int TraceSteps = 4 * Steps;

    /// <summary>Operations that a list call does with an item in one step.</summary>
    public const int OperationsPerStep = 8;

    /// <summary>Characters that a text call passes over in one step.</summary>
    public const int CharactersPerStep = 4;

    /// <summary>A literal in an expression takes no steps up to this many characters.</summary>
    internal const int ShortText = 64;

    /// <summary>The maximum number of characters of any text that an expression puts together.</summary>
    public const int TextLength = 10_000;

    /// <summary>The maximum number of items of any list that an expression puts together.</summary>
    public const int ListLength = 20_000;

    /// <summary>The maximum number of characters of one reason once its placeholders are filled; what is longer is cut, and the cut is shown.</summary>
    public const int ReasonLength = 4_000;
}
