using System.Linq.Expressions;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Workflows;

/// <summary>Builds the code of rules for facts without missing values. It lowers the expressions again for this, when the code is first needed.</summary>
internal sealed class QuickProgramBuilder(CompiledParams parameters, SharedLoads loads)
{
    private const int MostNodes = 120; // Per method. Beyond it, the JIT compiler stops keeping values in registers and inlining calls.

    private readonly List<(Func<Presence, CodeBlock?> Code, int Nodes)> _steps = [];

    /// <summary>Adds a step.</summary>
    /// <param name="code">Creates the code of the step; returns <see langword="null"/> if the step needs three-valued logic.</param>
    /// <param name="nodes">The number of operations in the step.</param>
    public void Add(Func<Presence, CodeBlock?> code, int nodes) => _steps.Add((code, nodes));

    /// <summary>Compiles the steps to machine code.</summary>
    /// <returns>The program; <see langword="null"/> if a step needs three-valued logic.</returns>
    public QuickProgram? Build()
    {
        var parts = new List<Func<RuleFrame, bool>>();
        for (var next = 0; next < _steps.Count;)
        {
            if (BuildPart(ref next) is not { } part)
                return null;
            parts.Add(part);
        }

        return new QuickProgram(parts, parameters.ComputedStates());
    }

    private Func<RuleFrame, bool>? BuildPart(ref int next)
    {
        var (presence, code, nodes) = (new Presence(parameters.IsRequired), new List<Expression>(), 0);
        for (; next < _steps.Count && (nodes == 0 || nodes + _steps[next].Nodes <= MostNodes); next++)
        {
            if (_steps[next].Code(presence) is not { } step)
                return null;
            nodes += _steps[next].Nodes + 1;
            code.Add(step.ToExpression());
        }

        var isDone = Expression.Variable(typeof(bool));
        var body = loads.Before([presence.Check, .. code, Expression.Assign(isDone, Expression.Constant(true)), Expression.Label(Presence.GivingUp)]);
        var method = Expression.Block(typeof(bool), [FrameCode.Frame, isDone], Expression.Assign(FrameCode.Frame, RuleProgramBuilder.Frame), body, isDone);
        return NumbersInHalves.Of(Expression.Lambda<Func<RuleFrame, bool>>(method, RuleProgramBuilder.Frame)).Compile(preferInterpretation: false);
    }
}
