using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Code;

/// <summary>Creates the code by which compiled expressions use their evaluation frame.</summary>
internal static class FrameCode
{
    /// <summary>The frame: the parameter of all compiled code.</summary>
    public static ParameterExpression Frame { get; } = Expression.Parameter(typeof(EvaluationFrame), "frame");

    private static readonly Expression Missing = Expression.Field(Frame, nameof(EvaluationFrame.Missing));

    /// <summary>The number of missing paths recorded.</summary>
    public static Expression Noted { get; } = Expression.Field(Missing, nameof(MissingPaths.Noted));

    /// <summary>The array of decimals.</summary>
    public static Expression Numbers { get; } = Expression.Field(Frame, nameof(EvaluationFrame.Numbers));

    /// <summary>The array of integers, booleans and dates.</summary>
    public static Expression Scalars { get; } = Expression.Field(Frame, nameof(EvaluationFrame.Scalars));

    /// <summary>The array of texts, lists and objects.</summary>
    public static Expression References { get; } = Expression.Field(Frame, nameof(EvaluationFrame.References));

    /// <summary>The provider of the lists that expressions create.</summary>
    public static Expression Lists { get; } = Expression.Field(Frame, nameof(EvaluationFrame.Lists));

    /// <summary>The number of lists in use.</summary>
    public static Expression Lent { get; } = Expression.Property(Lists, nameof(LentLists.Lent));

    private static readonly Expression States = Expression.Field(Frame, nameof(EvaluationFrame.States));
    private static readonly Expression Inputs = Expression.Field(Frame, nameof(EvaluationFrame.Inputs));
    private static readonly Expression Known = Expression.Constant(ParamState.Known);

    // Looked up once, because a lookup by name would take longer than everything else done for a node.
    private static readonly MethodInfo MissMethod = typeof(MissingPaths).GetMethod(nameof(MissingPaths.Miss))!;
    private static readonly MethodInfo OpenMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.Open))!;
    private static readonly MethodInfo IsGivenMethod = typeof(FactObject).GetMethod(nameof(FactObject.IsGiven), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo ReadMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.Read))!;
    private static readonly MethodInfo ChargeMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.Charge))!;
    private static readonly MethodInfo LendMethod = typeof(LentLists).GetMethod(nameof(LentLists.Lend))!;
    private static readonly MethodInfo TakeBackMethod = typeof(LentLists).GetMethod(nameof(LentLists.TakeBack), [typeof(int)])!;
    private static readonly MethodInfo ChargeTextMethod = typeof(EvaluationFrame).GetMethod(nameof(EvaluationFrame.ChargeText))!;

    /// <summary>Records a path as missing unless a condition is true.</summary>
    public static Expression Miss(Expression known, string path) => Expression.Call(Missing, MissMethod, known, Expression.Constant(path));

    /// <summary>Discards the paths recorded since a mark, because the result does not depend on them.</summary>
    public static Expression Forget(Expression mark) => Expression.Assign(Noted, mark);

    /// <summary>Reads an input, as its emitted type.</summary>
    public static Expression Input(int slot, Type type) =>
        Expression.Convert(Expression.ArrayIndex(Inputs, Expression.Constant(slot)), type);

    /// <summary>Tests whether a number, boolean or date of an object was given; the object must not be <see langword="null"/>.</summary>
    public static Expression IsGiven(Expression owner, int slot) => Expression.Call(owner, IsGivenMethod, Expression.Constant(slot));

    /// <summary>Records that a param cannot be computed because of the paths recorded as missing since a mark.</summary>
    public static Expression OpenParam(int slot, Expression mark) => Expression.Call(Frame, OpenMethod, Expression.Constant(slot), mark);

    /// <summary>Borrows a list to be filled.</summary>
    public static Expression Lend(Type item, Expression length) => Expression.Call(Lists, LendMethod.MakeGenericMethod(item), length);

    /// <summary>Returns the lists borrowed since a mark.</summary>
    public static Expression TakeBack(Expression mark) => Expression.Call(Lists, TakeBackMethod, mark);

    /// <summary>Subtracts steps from those that remain for the evaluation.</summary>
    public static Expression Charge(Expression steps) => Expression.Call(Frame, ChargeMethod, steps);

    /// <summary>Returns the same text after subtracting its steps.</summary>
    public static Expression ChargeText(Expression text) => Expression.Call(Frame, ChargeTextMethod, text);

    /// <summary>Returns the same texts after subtracting the steps of all their characters.</summary>
    public static Expression ChargeTexts(Expression texts) => Expression.Call(Frame, nameof(EvaluationFrame.ChargeTexts), null, texts);

    /// <summary>Subtracts the steps of processing a number of characters.</summary>
    public static Expression ChargeCharacters(Expression characters) => Expression.Call(Frame, nameof(EvaluationFrame.ChargeCharacters), null, characters);

    /// <summary>Subtracts the steps of showing a list in an answer.</summary>
    public static Expression ChargeShown(Expression list) => Expression.Call(Frame, nameof(EvaluationFrame.ChargeShown), null, list);

    /// <summary>Tests whether a param is known. Computes it at its first use, and records what it lacks if it is not known.</summary>
    public static Expression IsParamKnown(int slot) => Expression.OrElse(
        Expression.Equal(Expression.ArrayIndex(States, Expression.Constant(slot)), Known),
        Expression.Call(Frame, ReadMethod, Expression.Constant(slot)));

    /// <summary>Sets the state of a param to known.</summary>
    public static Expression KnowParam(int slot) => Expression.Assign(Expression.ArrayAccess(States, Expression.Constant(slot)), Known);
}
