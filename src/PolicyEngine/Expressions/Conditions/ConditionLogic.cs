using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions.Conditions;

/// <summary>A condition, or conditions that rules join with their operators.</summary>
internal abstract record Claim;

/// <summary>The condition of one rule.</summary>
internal sealed record ConditionClaim(ScopedExpression Condition) : Claim;

/// <summary>Joined conditions.</summary>
internal sealed record JoinedClaim(bool IsAnd, IReadOnlyList<Claim> Claims) : Claim;

/// <summary>
/// Decides whether conditions can have given outcomes at once, by Kleene's three-valued logic and what the fact model says about the values.
/// "Cannot" is true for all facts; "can" may be wrong.
/// </summary>
internal sealed class ConditionLogic(ConditionTerms terms)
{
    private const int MostBranches = 64;
    private const int MostSteps = 500;

    private int _branches;
    private int _steps;
    private Dictionary<string, List<ConditionAtom>> _named = new(StringComparer.Ordinal);

    /// <summary>Two conditions that exclude each other, in words, if that was the only reason for the last "cannot".</summary>
    public (string First, string Second)? Clash { get; private set; }

    /// <summary>Whether a claim can be met (or not met).</summary>
    public bool Can(Claim claim, bool answer)
    {
        (_branches, _steps, Clash, _named) = (0, 0, null, new(StringComparer.Ordinal));
        var can = Can(new Goals(claim, answer, null), new Assumptions());
        if (_branches > 0)
            Clash = null;
        return can;
    }

    private bool Can(Goals? goals, Assumptions assumed)
    {
        while (goals is { } goal)
        {
            if (++_steps > MostSteps)
                return true;
            goals = goal.Next;
            var next = goal.Claim is JoinedClaim joined ? Join(joined, goal) : Take((ConditionClaim)goal.Claim, goal);
            if (goal.Claim is ConditionClaim { Condition: var whole } && next.Atom is null && !Assume(whole, goal.Answer, assumed))
                return false;
            if (next.Fork is { } fork)
            {
                // Each alternative is tried on its own; if there are too many, the answer is "can".
                return ++_branches > MostBranches || fork.Any(way => Can(way, assumed.Copy()));
            }

            if (next.IsImpossible || (next.Atom is { } atom && !Assume(atom, assumed)))
                return false;
            goals = next.Goals ?? goals;
        }

        return assumed.Settle();
    }

    private static Step Join(JoinedClaim joined, Goals goal) => joined.IsAnd == goal.Answer
        ? Step.All(joined.Claims.Reverse().Aggregate(goal.Next, (next, claim) => new Goals(claim, goal.Answer, next)), goal.Next)
        : new Step { Fork = joined.Claims.Select(claim => new Goals(claim, goal.Answer, goal.Next)).ToList() };

    private Step Take(ConditionClaim claim, Goals goal)
    {
        var term = terms.Plain(claim.Condition);
        Claim Of(Expression node) => new ConditionClaim(term with { Node = node });
        Goals Both(Expression first, bool one, Expression second, bool other) => new(Of(first), one, new Goals(Of(second), other, goal.Next));
        if (terms.ConstantOf(term) is bool known)
            return new Step { IsImpossible = known != goal.Answer };
        switch (term.Node)
        {
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                return Step.All(new Goals(Of(not.Operand), !goal.Answer, goal.Next), goal.Next);
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both:
                return Join(new JoinedClaim(IsAnd: true, [Of(both.Left), Of(both.Right)]), goal);
            case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either:
                return Join(new JoinedClaim(IsAnd: false, [Of(either.Left), Of(either.Right)]), goal);
            case ConditionalExpression choice when !NullPropagation.IsWrittenAs(choice):
                return new Step { Fork = [Both(choice.Test, true, choice.IfTrue, goal.Answer), Both(choice.Test, false, choice.IfFalse, goal.Answer)] };
            case BinaryExpression { NodeType: ExpressionType.Equal or ExpressionType.NotEqual, Left: var left, Right: var right } equality when left.Type == typeof(bool) && right.Type == typeof(bool):
                var wanted = goal.Answer == (equality.NodeType == ExpressionType.Equal);
                if (terms.ConstantOf(term with { Node = right }) is bool on)
                    return Step.All(new Goals(Of(left), on == wanted, goal.Next), goal.Next);
                if (terms.ConstantOf(term with { Node = left }) is bool first)
                    return Step.All(new Goals(Of(right), first == wanted, goal.Next), goal.Next);
                break;
            case MethodCallExpression { Method.Name: nameof(Enumerable.Any) or nameof(Enumerable.All), Arguments: [_, var asked] } call when goal.Answer == (call.Method.Name is nameof(Enumerable.Any)) && ItemLambda.Of(asked) is { } lambda:
                // Some item must have this outcome. Each item has values of its own, so this does not restrict other conditions.
                var body = new ConditionClaim(new ScopedExpression(lambda.Body, term.Scope, term.Items.Add(lambda.Item)));
                if (!Can(new Goals(body, goal.Answer, null), new Assumptions()))
                    return new Step { IsImpossible = true };
                break;
            default:
                break;
        }

        return new Step { Atom = new ConditionAtom(terms, term, goal.Answer) };
    }

    /// <summary>A condition that joins others is also assumed as a whole: whatever it contains, it cannot be both met and not met.</summary>
    private bool Assume(ScopedExpression whole, bool answer, Assumptions assumed) =>
        terms.Plain(whole) is { Node: not UnaryExpression } term && terms.KeyOf(term) is { } key ? assumed.Condition(key, answer) : true;

    /// <summary>Assumes a condition, and records which values it concerns, so that two conditions that exclude each other can be named.</summary>
    private bool Assume(ConditionAtom atom, Assumptions assumed)
    {
        if (!atom.IsPossible(assumed))
        {
            var others = atom.Keys.SelectMany(k => _named.GetValueOrDefault(k, [])).Distinct().Select(a => a.Words).Distinct(StringComparer.Ordinal).Take(2).ToList();
            Clash = others.Count == 1 ? (others[0], atom.Words) : null;
            return false;
        }

        foreach (var key in atom.Keys)
        {
            if (!_named.TryGetValue(key, out var atoms))
                _named[key] = atoms = [];
            atoms.Add(atom);
        }

        return true;
    }

    /// <summary>A claim that must still have a given outcome.</summary>
    private sealed record Goals(Claim Claim, bool Answer, Goals? Next);

    /// <summary>What must be true for a goal.</summary>
    private sealed record Step
    {
        /// <summary>Alternatives, of which one must be possible.</summary>
        public IReadOnlyList<Goals>? Fork { get; init; }

        /// <summary>The condition to assume.</summary>
        public ConditionAtom? Atom { get; init; }

        /// <summary>Whether the outcome is impossible.</summary>
        public bool IsImpossible { get; init; }

        /// <summary>The goals that replace this one.</summary>
        public Goals? Goals { get; init; }

        public static Step All(Goals? goals, Goals? otherwise) => new() { Goals = goals ?? otherwise };
    }
}
