using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Conditions;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>
/// Converts a parsed expression to three-valued code. It handles each kind of node that expressions may contain and refuses
/// all others.
/// </summary>
internal sealed class Lowering
{
    /// <summary>The number of operations that a function counts as: it may search many bands, round, or parse a number.</summary>
    private const int WorkOfFunction = 16;

    private readonly ExpressionScope _scope;
    private readonly CodeWriter _code;
    private readonly ListLowering _lists;
    private readonly CallLowering _calls;
    private readonly OperatorLowering _operators;
    private readonly FieldLowering _fields;
    private readonly IReadOnlySet<DateTime> _dates;
    private readonly Dictionary<ParameterExpression, Term> _lambdaParameters = [];
    private readonly EngineLimits _limits;
    private int _lambdaDepth;

    /// <summary>Creates the lowering of one expression.</summary>
    /// <param name="scope">The names that the expression can use.</param>
    /// <param name="code">Receives the code.</param>
    /// <param name="dates">The dates that the expression writes as <c>"YYYY-MM-DD"</c>. The parser accepts other forms too, some of which depend on the
    /// current day.</param>
    /// <param name="limits">The limits of expressions.</param>
    /// <param name="presence">Collects the values assumed to be present; <see langword="null"/> to assume nothing.</param>
    public Lowering(ExpressionScope scope, CodeWriter code, IReadOnlySet<DateTime> dates, EngineLimits limits, Presence? presence = null)
    {
        _limits = limits;
        _dates = dates;
        _scope = scope;
        _code = code;
        _lists = new ListLowering(this, code, scope.Loads);
        var equality = new EqualityLowering(this, code, _lists, scope);
        _calls = new CallLowering(this, code, _lists, equality);
        _operators = new OperatorLowering(this, code, _lists, equality);
        _fields = new FieldLowering(scope, code, presence);
    }

    /// <summary>Lowers a node.</summary>
    /// <exception cref="LoweringException">The node is of a kind that is not offered, or there are too many nodes.</exception>
    public Term Lower(Expression node)
    {
        // The parser can use one node in several places (`in`, `np`); it is then lowered and evaluated once per place.
        if (++Nodes > _limits.Operations)
            throw new LoweringException("expression-too-long", $"the expression comes to more than {_limits.Operations} operations; split it with params");
        var outer = At;
        At = node;
        var term = LowerNode(node);
        At = outer;
        return term;
    }

    /// <summary>The node being lowered; after a <see cref="LoweringException"/>, the node that caused it.</summary>
    public Expression? At { get; private set; }

    private Term LowerNode(Expression node) => node switch
    {
        ConstantExpression constant => LowerConstant(constant),
        ParameterExpression symbol => LowerSymbol(symbol),
        MemberExpression member => LowerMember(member),
        BinaryExpression binary => LowerBinary(binary),
        UnaryExpression unary => _operators.LowerUnary(unary),
        ConditionalExpression conditional => LowerConditional(conditional),
        MethodCallExpression call => LowerCall(call),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => LowerArray(array),
        NewExpression { Constructor: { } constructor } creation when MethodTable.Allows(constructor) => LowerDate(creation, constructor),
        InvocationExpression => throw LoweringException.Refuse("calling a value"),
        NewExpression => throw LoweringException.Refuse("`new`"),
        _ => throw LoweringException.Refuse("this kind of operation"),
    };

    private Term LowerDate(NewExpression creation, ConstructorInfo constructor)
    {
        if (ValueLint.Check(creation) is { } warning)
            Warnings.Add(warning);
        return Apply(creation.Arguments, arguments => Expression.New(constructor, arguments));
    }

    /// <summary>Lowers the body of a lambda whose parameter stands for an item of a list.</summary>
    public Term LowerBody(ParameterExpression parameter, Term item, Expression body)
    {
        if (_lambdaDepth >= _limits.LambdaDepth)
            throw new LoweringException("expression-too-deep", $"list calls nest more than {_limits.LambdaDepth} deep; split the expression with params");
        _lambdaParameters[parameter] = item;
        _lambdaDepth++;
        var lowered = Lower(body);
        _lambdaDepth--;
        return lowered;
    }

    private Term LowerConstant(ConstantExpression constant) => constant.Value switch
    {
        null => Term.Unknown(Nullable.GetUnderlyingType(constant.Type) ?? constant.Type),
        DateTime date => _dates.Contains(date)
            ? Term.Constant(date)
            : throw new LoweringException("wrong-format", "a date is written as `\"YYYY-MM-DD\"` or `DateTime(year, month, day)`"),
        decimal or int or long or string or bool => Term.Constant(constant.Value),
        double or float => throw LoweringException.Refuse("a binary floating-point number"),
        _ => throw LoweringException.Refuse("a constant of this type"),
    };

    private Term LowerSymbol(ParameterExpression symbol)
    {
        if (_lambdaParameters.TryGetValue(symbol, out var item))
            return item;
        var name = _scope.Find(symbol) ?? throw LoweringException.Refuse($"`{symbol.Name}`");
        return name.Kind switch
        {
            NameKind.Input => _fields.Input(name.Slot, symbol.Type, symbol.Name),
            NameKind.Field => _fields.Lower(_fields.Input(name.Slot, _scope.Inputs[name.Slot].ClrType, path: null), symbol.Name!, symbol.Type, symbol.Name!),
            NameKind.Param => LowerParam(name.Param!),
            _ => throw LoweringException.Refuse("`parameters` as a value of its own"),
        };
    }

    private Term LowerParam(CompiledParam param)
    {
        _scope.Usage.UseParam(param.Slot);
        Params.Add(param);
        if (_code.IsCertain)
            CertainParams.Add(param);
        if (_fields.Presence?.IsComputed(param) == true)
            return new Term(param.Place.Load);
        var known = _code.Block.Local(typeof(bool));
        _code.Block.Add(Expression.Assign(known, FrameCode.IsParamKnown(param.Slot)), mayFail: true);
        return new Term(param.Place.Load, known, Path: param.Path);
    }

    /// <summary>The number of operations lowered so far.</summary>
    public int Nodes { get; private set; }

    /// <summary>The work of the operations lowered so far, in operations; a function counts as several.</summary>
    public int Work => Nodes + (_calls.Functions * WorkOfFunction);

    /// <summary>The number of operations lowered so far that create lists.</summary>
    public int ListsMade { get; private set; }

    /// <summary>Whether a lambda is being lowered, whose code runs once for every item of a list.</summary>
    public bool IsInLoop => _lambdaDepth > 0;

    /// <summary>The params that the expression reads.</summary>
    public HashSet<CompiledParam> Params { get; } = [];

    /// <summary>The params that are read at every evaluation of the expression.</summary>
    public HashSet<CompiledParam> CertainParams { get; } = [];

    /// <summary>Lowers an input, or a part of one, in a shared local.</summary>
    public Term Shared(ParameterExpression local, string? path) => _fields.Shared(local, path);

    /// <summary>Lowers a node without assuming that any field in it is present, because it is tested for missing data.</summary>
    public Term LowerOpen(Expression node)
    {
        var presence = _fields.Presence;
        _fields.Presence = null;
        var lowered = Lower(node);
        _fields.Presence = presence;
        return lowered;
    }

    private Term LowerMember(MemberExpression member)
    {
        if (member.Expression is null)
            throw LoweringException.Refuse($"`{member.Member.Name}`");
        if (member.Expression is ParameterExpression symbol && _scope.Find(symbol) is { Kind: NameKind.Parameters })
        {
            _scope.Usage.UseParameter(member.Member.Name);
            return Term.Constant(_scope.Parameters.Find(member.Member.Name)!.Value);
        }

        if (typeof(FactObject).IsAssignableFrom(member.Expression.Type))
            return LowerField(member);
        if (member.Expression.Type is { IsConstructedGenericType: true } list && list.GetGenericTypeDefinition() == typeof(List<>) && member.Member.Name is nameof(List<object>.Count))
            return Apply([member.Expression], values => Expression.ArrayLength(values[0]));
        if (member.Expression.Type.IsArray && member.Member.Name is nameof(Array.Length))
            return Apply([member.Expression], values => Expression.ArrayLength(values[0]));
        if (member.Member is { Name: nameof(DateTime.Date) } && member.Member.DeclaringType == typeof(DateTime))
            return Lower(member.Expression); // Dates have no time of day in expressions.
        return MethodTable.Allows(member.Member)
            ? Apply([member.Expression], values => Expression.MakeMemberAccess(values[0], member.Member))
            : throw LoweringException.Refuse($"`{member.Member.Name}`");
    }

    /// <summary>Lowers a field of the facts. It is known if the object that contains it is present and the field was given.</summary>
    private Term LowerField(MemberExpression member)
    {
        var owner = Lower(member.Expression!);
        return _fields.Lower(owner, member.Member.Name, member.Type, $"{owner.Path ?? _scope.ShapeOf(owner.Type)?.Path}.{member.Member.Name}");
    }

    private Term Apply(IEnumerable<Expression> operands, Func<IReadOnlyList<Expression>, Expression> build) => _code.Apply(Operands(operands), build);

    /// <summary>Lowers the operands of one operation, in order.</summary>
    public Term[] Operands(IEnumerable<Expression> nodes) => _code.Operands(nodes.Select(n => (Func<Term>)(() => Lower(n))));

    /// <summary>The warnings about the expression.</summary>
    public List<ExpressionWarning> Warnings { get; } = [];

    private Term LowerBinary(BinaryExpression binary)
    {
        if ((RangeLint.Check(binary, _scope) ?? ValueLint.Check(binary)) is { } warning)
            Warnings.Add(warning);
        return _operators.LowerBinary(binary);
    }

    private Term LowerConditional(ConditionalExpression conditional) => NullPropagation.IsWrittenAs(conditional)
        ? _code.Coalesce(() => LowerOpen(conditional.IfTrue), () => LowerOpen(conditional.IfFalse))
        : _code.Choose(() => Lower(conditional.Test), () => Lower(conditional.IfTrue), () => Lower(conditional.IfFalse));

    private Term LowerArray(NewArrayExpression array)
    {
        var (list, isMade) = ListLiteral.Lower(Operands(array.Expressions), _code, IsInLoop);
        if (isMade)
            ListsMade++;
        return list;
    }

    private Term LowerCall(MethodCallExpression call)
    {
        if (call.Method.DeclaringType != typeof(Enumerable))
            return _calls.Lower(call);
        Warnings.AddRange(RangeLint.CheckAmong(call, _scope));
        var term = _lists.LowerCall(call);
        if (term.Type.IsArray)
            ListsMade++;
        return term;
    }
}
