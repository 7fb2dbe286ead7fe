using System.Linq.Expressions;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Conditions;
using PolicyEngine.Expressions.Faults;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>Compiles the expressions of a workflow to code, and reports errors as diagnostics at the expression.</summary>
internal sealed class ExpressionCompiler(DiagnosticBag diagnostics)
{
    private int _length;
    private int _shift;

    // Whether the limit of a workflow's total text is exceeded; no further expressions are read then.
    private bool IsSpent => _length > diagnostics.Limits.WorkflowLength;

    /// <summary>Compiles a condition.</summary>
    /// <param name="at">The string that holds the expression.</param>
    /// <param name="scope">The names that the expression can use.</param>
    /// <returns><see langword="null"/> if there was an error.</returns>
    public ExpressionCode? Condition(SourceNode at, ExpressionScope scope)
    {
        if (Lower(at, scope) is not { } code)
            return null;
        if (code.Type != typeof(bool))
        {
            diagnostics.Error(at, "wrong-type", NoCondition(code), _shift);
            return null;
        }

        return code;
    }

    private static string NoCondition(ExpressionCode code) => code.Parsed is ConstantExpression { Value: string }
        ? "the expression is only a text in quotes, but a rule needs a condition; take the quotes around it away"
        : $"the expression gives {TypeWords.Of(code.Type)}, but a rule needs a condition; {(code.Type == typeof(string) || code.Type.IsValueType ? "compare it with something" : code.Type.IsArray ? "take something from it, such as `.Any(x => x > 3)`" : "name one of its fields and compare it with something")}";

    /// <summary>Compiles a value of any type.</summary>
    /// <param name="at">The string that holds the expression.</param>
    /// <param name="scope">The names that the expression can use.</param>
    /// <param name="isOutput">Whether the value is an output, which must be a plain value or a list of plain values.</param>
    /// <returns><see langword="null"/> if there was an error.</returns>
    public ExpressionCode? Value(SourceNode at, ExpressionScope scope, bool isOutput)
    {
        if (isOutput && scope.IsStandalone && ObjectOutput.IsObject(at, diagnostics.Limits))
            return ObjectOutput.Compile(at, scope, this);
        if (Lower(at, scope) is not { } code)
            return null;
        if (isOutput && scope.IsStandalone && scope.ShapeOf(code.Type) is { } shape)
            return Whole(code, shape) with { Term = Named(shape, code.Term), Again = null };
        if (isOutput && scope.IsStandalone && code.Type.IsArray && scope.ShapeOf(code.Type.GetElementType()!) is { } items)
            return code with { Term = AllNamed(items, code.Term), Again = null };
        if (!isOutput || IsPlain(code.Type))
            return code;
        diagnostics.Error(at, "wrong-type", $"the output gives {TypeWords.Of(code.Type)}; an output is a number, text, condition, date, or a list of these", _shift);
        return null;
    }

    /// <summary>Compiles a part of an output.</summary>
    /// <param name="at">The string that holds the output.</param>
    /// <param name="text">The expression of the part.</param>
    /// <param name="offset">The offset of the part in the output.</param>
    /// <param name="scope">The names that the expression can use.</param>
    /// <returns><see langword="null"/> if there was an error.</returns>
    public ExpressionCode? Part(SourceNode at, string text, int offset, ExpressionScope scope)
    {
        _shift += offset;
        var code = Value(new SourceNode(SourceKind.String, at.Pointer, at.Line, at.Column, text), scope, isOutput: true);
        _shift -= offset;
        return code;
    }

    /// <summary>Reports an error in the form of an output.</summary>
    /// <param name="at">The string that holds the output, or the part that contains it.</param>
    /// <param name="code">The code of the error.</param>
    /// <param name="message">The message.</param>
    /// <param name="offset">The offset of the error in that text.</param>
    public void Refuse(SourceNode at, string code, string message, int offset) => diagnostics.Error(at, code, message, _shift + offset);

    /// <summary>
    /// Returns code that also records a missing object as missing. Otherwise only its fields are recorded, but here the object itself is the output.
    /// </summary>
    private static ExpressionCode Whole(ExpressionCode code, FactShape shape)
    {
        if (code.Term.Known is not { } known)
            return code;
        var block = new CodeBlock();
        var mark = block.Local(typeof(int));
        block.Add(Expression.Assign(mark, FrameCode.Noted));
        block.Append(code.Block);
        block.Add(FrameCode.Miss(Expression.OrElse(known, Expression.NotEqual(mark, FrameCode.Noted)), code.Term.Path ?? shape.Path));
        return code with { Block = block };
    }

    private static Term Named(FactShape shape, Term term)
    {
        var values = Expression.Call(Expression.Constant(shape), nameof(FactShape.ToDictionary), null, Expression.Convert(term.Value, typeof(FactObject)));
        return term with { Value = Expression.Convert(values, typeof(object)) };
    }

    private static Term AllNamed(FactShape shape, Term term)
    {
        var values = Expression.Call(Expression.Constant(shape), nameof(FactShape.ToDictionaries), null, Expression.Convert(term.Value, typeof(FactObject[])));
        return term with { Value = Expression.Convert(values, typeof(object)) };
    }

    /// <summary>Whether a type is that of a single value, or of a list of single values.</summary>
    public static bool IsPlain(Type type)
    {
        var item = type.IsArray ? type.GetElementType()! : type;
        return item == typeof(decimal) || item == typeof(int) || item == typeof(long) || item == typeof(string) || item == typeof(bool) || item == typeof(DateTime);
    }

    private bool Spend(SourceNode at, int length)
    {
        _length += length;
        if (IsSpent)
            diagnostics.Error(at, "too-many", $"the expressions up to here, those of called rules counted for every caller, have more than {diagnostics.Limits.WorkflowLength} characters or operations together; split the policy");
        return !IsSpent;
    }

    private ExpressionCode? Lower(SourceNode at, ExpressionScope scope)
    {
        if (IsSpent || !NodeReading.Is(at, SourceKind.String, diagnostics))
            return null;
        // A text that is too long is refused without parsing it, so little of the total is charged for it.
        var counted = at.Text.Length > diagnostics.Limits.ExpressionLength ? EngineLimits.LeastCounted : Math.Max(EngineLimits.LeastCounted, at.Text.Length);
        if (!Spend(at, counted))
            return null;
        if (Attempt(at.Text, scope, out var fault, out var warnings) is { } code)
        {
            if (!Spend(at, Math.Max(0, code.Nodes - counted)))
                return null;
            foreach (var warning in warnings)
                diagnostics.Warning(at, warning.Code, warning.Message, _shift + warning.Offset);
            return code;
        }

        foreach (var found in EveryFault.Of(at.Text, fault!, text => Attempt(text, scope, out var other, out _) is null ? other : null))
            diagnostics.Error(at, found.Code, found.Message, _shift + found.Offset);
        return null;
    }

    private ExpressionCode? Attempt(string text, ExpressionScope scope, out ExpressionFault? fault, out IReadOnlyList<ExpressionFault> warnings)
    {
        warnings = [];
        if (ExpressionParsing.Parse(text, scope, diagnostics.Limits, out fault) is not { } parsed)
            return null;
        var code = new CodeWriter();
        var limits = diagnostics.Limits;
        var lowering = new Lowering(scope, code, DateLiterals.Of(text), limits);
        try
        {
            scope.Loads.Watch();
            var term = lowering.Lower(parsed);
            var loads = scope.Loads.Taken();
            warnings = [.. lowering.Warnings.Select(w => new ExpressionFault(w.Code, TextPlaces.Of(w.At, parsed, text), w.Message)).Distinct()];
            return new ExpressionCode(code.Block, term, Reads.Of(parsed, scope), Sources.Of(parsed, scope), lowering.Params, lowering.CertainParams, lowering.Nodes)
            {
                Parsed = parsed,
                Loads = loads,
                Again = presence =>
                {
                    var sure = new CodeWriter();
                    return (sure.Block, new Lowering(scope, sure, DateLiterals.Of(text), limits, presence).Lower(parsed));
                },
                IsDoubted = lowering.Warnings.Exists(w => w.Code is RangeLint.Never or RangeLint.Always),
            };
        }
        catch (LoweringException e)
        {
            fault = new(e.Code, lowering.At is ConstantExpression { Value: DateTime date } ? DateLiterals.PlaceOf(date, text) : TextPlaces.Of(lowering.At, parsed, text), e.Message);
            return null;
        }
    }
}

/// <summary>The code of one expression, for use in a param or a rule.</summary>
/// <param name="Block">The statements to run before the value is read.</param>
/// <param name="Term">The value.</param>
/// <param name="Reads">The single values that the expression names, in order.</param>
/// <param name="Sources">The paths of all fields that the value is computed from; see <see cref="Expressions.Sources"/>.</param>
/// <param name="Params">The params that it reads.</param>
/// <param name="Certain">The params that it reads at every evaluation.</param>
/// <param name="Nodes">The number of its operations.</param>
internal sealed record ExpressionCode(
    CodeBlock Block,
    Term Term,
    IReadOnlyList<PathReader> Reads,
    IReadOnlyCollection<string> Sources,
    IReadOnlyCollection<CompiledParam> Params,
    IReadOnlyCollection<CompiledParam> Certain,
    int Nodes)
{
    /// <summary>The parsed expression; <see langword="null"/> for an object output, which has several.</summary>
    public Expression? Parsed { get; init; }

    /// <summary>The shared locals that its code uses.</summary>
    public IReadOnlyCollection<ParameterExpression> Loads { get; init; } = [];

    /// <summary>Lowers the expression again, assuming that some values are present; <see langword="null"/> for an object output.</summary>
    public Func<Presence, (CodeBlock Block, Term Term)>? Again { private get; init; }

    /// <summary>Returns the code under the assumption that values are present; it gives up if its value turns out to be unknown.</summary>
    /// <param name="presence">Collects the values assumed to be present; <see langword="null"/> to return this code unchanged.</param>
    /// <returns><see langword="null"/> for an object output.</returns>
    public ExpressionCode? Assuming(Presence? presence)
    {
        if (presence is null)
            return this;
        if (Again is null)
            return null;
        var (block, term) = Again(presence);
        if (term.Known is not null)
            block.Add(Expression.IfThen(Expression.Not(term.Known), Presence.GiveUp));
        return this with { Block = block, Term = term with { Known = null } };
    }

    /// <summary>Whether there was a warning that a comparison in it is always true or never true.</summary>
    public bool IsDoubted { get; init; }

    /// <summary>The type of the value.</summary>
    public Type Type => Term.Type;

    /// <summary>Whether it is the constant <c>true</c>.</summary>
    public bool IsTrue => Term.Value is ConstantExpression { Value: true };
}
