using System.Linq.Expressions;
using PolicyEngine.Documents;

namespace PolicyEngine.Expressions;

/// <summary>Compiles the expressions of a workflow; what is wrong becomes a diagnostic at the expression.</summary>
internal sealed class ExpressionCompiler(DiagnosticBag diagnostics)
{
    /// <summary>Compiles a condition.</summary>
    /// <param name="at">The string that holds the expression.</param>
    /// <param name="scope">The names it can use.</param>
    /// <returns><see langword="null"/> when there was an error.</returns>
    public CompiledCondition? Condition(SourceNode at, ExpressionScope scope)
    {
        if (Lower(at, scope) is not var (term, parsed, code))
            return null;
        if (term.ValueType != typeof(bool))
        {
            diagnostics.Error(at, "wrong-type", $"the expression gives {TypeWords.Of(term.ValueType)}, but a rule needs a condition; compare it with something", 0);
            return null;
        }

        var run = Expression.Lambda<Func<EvaluationFrame, bool?>>(term.Lifted(), code.Frame).Compile();
        return new CompiledCondition(run, Reads.Of(parsed, scope));
    }

    /// <summary>Compiles a value of any type.</summary>
    /// <param name="at">The string that holds the expression.</param>
    /// <param name="scope">The names it can use.</param>
    /// <param name="isOutput">Whether the value goes into results, where only plain values and lists of them may stand.</param>
    /// <returns><see langword="null"/> when there was an error.</returns>
    public CompiledValue? Value(SourceNode at, ExpressionScope scope, bool isOutput)
    {
        if (Lower(at, scope) is not var (term, parsed, code))
            return null;
        if (isOutput && !IsPlain(term.ValueType))
        {
            diagnostics.Error(at, "wrong-type", $"the output gives {TypeWords.Of(term.ValueType)}; an output is a number, text, condition, date, or a list of these", 0);
            return null;
        }

        var type = term.ValueType;
        var run = Expression.Lambda<Func<EvaluationFrame, object?>>(Expression.Convert(term.Lifted(), typeof(object)), code.Frame).Compile();
        return new CompiledValue(type, run, Reads.Of(parsed, scope));
    }

    private static bool IsPlain(Type type)
    {
        var item = type.IsArray ? type.GetElementType()! : type;
        return item == typeof(decimal) || item == typeof(int) || item == typeof(long) || item == typeof(string) || item == typeof(bool) || item == typeof(DateTime);
    }

    private (Term Term, Expression Parsed, LiftedCode Code)? Lower(SourceNode at, ExpressionScope scope)
    {
        if (!NodeReading.Is(at, SourceKind.String, diagnostics))
            return null;
        if (ExpressionParsing.Parse(at.Text, scope, out var fault) is not { } parsed)
        {
            if (fault is not null)
                diagnostics.Error(at, fault.Code, fault.Message, fault.Offset);
            return null;
        }

        try
        {
            var code = new LiftedCode();
            return (new Lowering(scope, code).Lower(parsed), parsed, code);
        }
        catch (LoweringException e)
        {
            diagnostics.Error(at, e.Code, e.Message, 0);
            return null;
        }
    }
}

/// <summary>A condition ready to run.</summary>
/// <param name="Run">Its answer; <see langword="null"/> when undetermined.</param>
/// <param name="Reads">The single values it names, in the order named.</param>
internal sealed record CompiledCondition(Func<EvaluationFrame, bool?> Run, IReadOnlyList<PathReader> Reads);

/// <summary>A value ready to be computed.</summary>
/// <param name="Type">Its type when known.</param>
/// <param name="Run">The value; <see langword="null"/> when undetermined.</param>
/// <param name="Reads">The single values it names, in the order named.</param>
internal sealed record CompiledValue(Type Type, Func<EvaluationFrame, object?> Run, IReadOnlyList<PathReader> Reads);
