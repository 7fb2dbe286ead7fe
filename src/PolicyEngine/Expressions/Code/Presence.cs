using System.Linq.Expressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// The values that a piece of code assumes to be present. They are checked once, before the code, which then needs no three-valued logic. If one is missing, or something
/// else turns out to be unknown, the code gives up and the three-valued code decides.
/// </summary>
/// <param name="isComputed">Whether a param is computed before the code runs.</param>
internal sealed class Presence(Func<CompiledParam, bool> isComputed)
{
    private readonly List<Expression> _objects = [];
    private readonly Dictionary<(Expression Owner, string Word), long> _bits = [];

    /// <summary>Where code goes that gives up.</summary>
    public static LabelTarget GivingUp { get; } = Expression.Label();

    /// <summary>Cancels the operation.</summary>
    public static Expression GiveUp { get; } = Expression.Goto(GivingUp);

    /// <summary>Gives up unless all of them are present. The tests follow each other, because nested tests would be as deep as the number of objects.</summary>
    public Expression Check => Expression.Block(typeof(void), Parts().Select(part => (Expression)Expression.IfThen(Expression.Not(part), GiveUp)).Append(Expression.Empty()));

    /// <summary>Takes an input, object, text or list to be there.</summary>
    /// <param name="local">The local that it is loaded into.</param>
    public void Expect(Expression local)
    {
        if (!_objects.Contains(local))
            _objects.Add(local);
    }

    /// <summary>Takes a number, boolean or date to be given.</summary>
    /// <param name="owner">The local of the object that it stands in.</param>
    /// <param name="slot">Its slot.</param>
    public void Expect(Expression owner, int slot)
    {
        Expect(owner);
        var word = (owner, FactLayout.FieldOf(slot));
        _bits[word] = _bits.GetValueOrDefault(word) | FactLayout.BitOf(slot);
    }

    /// <summary>Whether a param is computed before: then it is known, or nobody would come here.</summary>
    public bool IsComputed(CompiledParam param) => isComputed(param);

    private IEnumerable<Expression> Parts() => _objects.Select(CodeWriter.IsThere).Concat<Expression>(_bits.Select(word =>
        Expression.Equal(Expression.And(Expression.Field(word.Key.Owner, word.Key.Word), Expression.Constant(word.Value)), Expression.Constant(word.Value))));
}
