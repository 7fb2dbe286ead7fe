using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Code;

/// <summary>The code by which compiled expressions use the frame they run in.</summary>
internal static class FrameCode
{
    /// <summary>The frame that every piece of code runs in.</summary>
    public static ParameterExpression Frame { get; } = Expression.Parameter(typeof(EvaluationFrame), "frame");

    private static readonly Expression Missing = Expression.Field(Frame, nameof(EvaluationFrame.Missing));

    /// <summary>How many missing paths are noted.</summary>
    public static Expression Noted { get; } = Expression.Field(Missing, nameof(MissingPaths.Noted));

    /// <summary>The values of type decimal.</summary>
    public static Expression Numbers { get; } = Expression.Field(Frame, nameof(EvaluationFrame.Numbers));

    /// <summary>The integers, booleans and dates.</summary>
    public static Expression Scalars { get; } = Expression.Field(Frame, nameof(EvaluationFrame.Scalars));

    /// <summary>The texts, lists and objects.</summary>
    public static Expression References { get; } = Expression.Field(Frame, nameof(EvaluationFrame.References));

    /// <summary>Provides the lists that expressions make.</summary>
    public static Expression Lists { get; } = Expression.Field(Frame, nameof(EvaluationFrame.Lists));

    /// <summary>The number of lists in use.</summary>
    public static Expression Lent { get; } = Expression.Property(Lists, nameof(LentLists.Lent));

    private static readonly Expression States = Expression.Field(Frame, nameof(EvaluationFrame.States));
    private static readonly Expression Inputs = Expression.Field(Frame, nameof(EvaluationFrame.Inputs));
    private static readonly Expression Known = Expression.Constant(ParamState.Known);

    // Looked up once: a lookup by name would take longer than everything else that is done for a node.
    private static readonly MethodInfo MissMethod = typeof(MissingPaths).GetMethod(nameof(MissingPaths.Miss))!;
    private static readonly MethodInfo OpenMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.Open))!;
    private static readonly MethodInfo IsGivenMethod = typeof(FactObject).GetMethod(nameof(FactObject.IsGiven), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo ReadMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.Read))!;
    private static readonly MethodInfo ChargeMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.Charge))!;
    private static readonly MethodInfo LendMethod = typeof(LentLists).GetMethod(nameof(LentLists.Lend))!;
    private static readonly MethodInfo TakeBackMethod = typeof(LentLists).GetMethod(nameof(LentLists.TakeBack), [typeof(int)])!;
    private static readonly MethodInfo ChargeTextMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.ChargeText))!;

    /// <summary>Notes a missing path unless something is known.</summary>
    public static Expression Miss(Expression known, string path) => Expression.Call(Missing, MissMethod, known, Expression.Constant(path));

    /// <summary>Discards what was noted since a mark, because the answer turned out not to need it.</summary>
    public static Expression Forget(Expression mark) => Expression.Assign(Noted, mark);

    /// <summary>An input as its emitted type.</summary>
    public static Expression Input(int slot, Type type) =>
        Expression.Convert(Expression.ArrayIndex(Inputs, Expression.Constant(slot)), type);

    /// <summary>Whether a number, boolean or date of an object that is there is given.</summary>
    public static Expression IsGiven(Expression owner, int slot) => Expression.Call(owner, IsGivenMethod, Expression.Constant(slot));

    /// <summary>Notes that a param cannot be computed for what is noted since a mark.</summary>
    public static Expression OpenParam(int slot, Expression mark) => Expression.Call(Frame, OpenMethod, Expression.Constant(slot), mark);

    /// <summary>A list to be filled.</summary>
    public static Expression Lend(Type item, Expression length) => Expression.Call(Lists, LendMethod.MakeGenericMethod(item), length);

    /// <summary>Reclaims the lists made since a mark.</summary>
    public static Expression TakeBack(Expression mark) => Expression.Call(Lists, TakeBackMethod, mark);

    /// <summary>Subtracts steps from those that the evaluation may take.</summary>
    public static Expression Charge(Expression steps) => Expression.Call(Frame, ChargeMethod, steps);

    /// <summary>The same text; taking it costs its steps.</summary>
    public static Expression ChargeText(Expression text) => Expression.Call(Frame, ChargeTextMethod, text);

    /// <summary>The same texts; taking all their characters costs its steps.</summary>
    public static Expression ChargeTexts(Expression texts) => Expression.Call(Frame, nameof(EvaluationFrame.ChargeTexts), null, texts);

    /// <summary>Takes the steps of passing over so many characters.</summary>
    public static Expression ChargeCharacters(Expression characters) => Expression.Call(Frame, nameof(EvaluationFrame.ChargeCharacters), null, characters);

    /// <summary>Takes the steps of showing a list in an answer.</summary>
    public static Expression ChargeShown(Expression list) => Expression.Call(Frame, nameof(EvaluationFrame.ChargeShown), null, list);

    /// <summary>Whether a param is known; computes it on first use, and notes what it lacks if it is not known.</summary>
    public static Expression IsParamKnown(int slot) => Expression.OrElse(
        Expression.Equal(Expression.ArrayIndex(States, Expression.Constant(slot)), Known),
        Expression.Call(Frame, ReadMethod, Expression.Constant(slot)));

    /// <summary>Sets the state of a param to known.</summary>
    public static Expression KnowParam(int slot) => Expression.Assign(Expression.ArrayAccess(States, Expression.Constant(slot)), Known);
}
