using System.Linq.Expressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// The values that a piece of code assumes to be present. They are checked once before the code, which then needs no three-valued logic. If one of
/// them is missing, or anything else is unknown, the code gives up and the three-valued code runs instead.
/// </summary>
/// <param name="isComputed">Returns whether a param is computed before the code runs.</param>
internal sealed class Presence(Func<CompiledParam, bool> isComputed)
{
    private readonly List<Expression> _objects = [];
    private readonly Dictionary<(Expression Owner, string Word), long> _bits = [];

    /// <summary>The label to which code jumps to give up.</summary>
    public static LabelTarget GivingUp { get; } = Expression.Label();

    /// <summary>The jump that gives up.</summary>
    public static Expression GiveUp { get; } = Expression.Goto(GivingUp);

    /// <summary>
    /// The code that gives up unless all assumed values are present. The tests are in sequence: nested, they would be as deep as the number of objects.
    /// </summary>
    public Expression Check => Expression.Block(typeof(void), Parts().Select(part => (Expression)Expression.IfThen(Expression.Not(part), GiveUp)).Append(Expression.Empty()));

    /// <summary>Assumes that an input, object, text or list is present.</summary>
    /// <param name="local">The local that holds it.</param>
    public void Expect(Expression local)
    {
        if (!_objects.Contains(local))
            _objects.Add(local);
    }

    /// <summary>Assumes that a number, boolean or date was given.</summary>
    /// <param name="owner">The local of the object that contains it.</param>
    /// <param name="slot">Its slot.</param>
    public void Expect(Expression owner, int slot)
    {
        Expect(owner);
        var word = (owner, FactLayout.FieldOf(slot));
        _bits[word] = _bits.GetValueOrDefault(word) | FactLayout.BitOf(slot);
    }

    /// <summary>Whether a param is computed before the code runs. It is then known, because otherwise the code would not run.</summary>
    public bool IsComputed(CompiledParam param) => isComputed(param);

    private IEnumerable<Expression> Parts() => _objects.Select(CodeWriter.IsThere).Concat<Expression>(_bits.Select(word =>
        Expression.Equal(Expression.And(Expression.Field(word.Key.Owner, word.Key.Word), Expression.Constant(word.Value)), Expression.Constant(word.Value))));
}
