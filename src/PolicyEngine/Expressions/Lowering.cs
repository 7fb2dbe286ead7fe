using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Faults;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>
/// Turns a parsed expression over plain facts into three-valued code. It knows each kind of node that an expression may
/// contain and refuses all others, so that what it does not know cannot be reached.
/// </summary>
internal sealed class Lowering
{
    /// <summary>As how many other operations a function counts: it may look through many bands, round, or read a number from a text.</summary>
    private const int WorkOfFunction = 16;

    private readonly ExpressionScope _scope;
    private readonly CodeWriter _code;
    private readonly ListLowering _lists;
    private readonly CallLowering _calls;
    private readonly FieldLowering _fields;
    private readonly IReadOnlySet<DateTime> _dates;
    private readonly Dictionary<ParameterExpression, Term> _lambdaParameters = [];
    private readonly EngineLimits _limits;
    private int _lambdaDepth;

    /// <summary>Makes a lowering for one expression.</summary>
    /// <param name="scope">The names it can use.</param>
    /// <param name="code">Takes its code.</param>
    /// <param name="dates">The dates it writes as <c>"YYYY-MM-DD"</c>; the parser would take other forms too, some of which mean another day tomorrow.</param>
    /// <param name="limits">What it may hold.</param>
    /// <param name="presence">Takes what is assumed to be there; <see langword="null"/> to assume nothing.</param>
    public Lowering(ExpressionScope scope, CodeWriter code, IReadOnlySet<DateTime> dates, EngineLimits limits, Presence? presence = null)
    {
        _limits = limits;
        _dates = dates;
        _scope = scope;
        _code = code;
        _lists = new ListLowering(this, code, scope.Loads);
        _calls = new CallLowering(this, code, _lists);
        _fields = new FieldLowering(scope, code, presence);
    }

    /// <summary>Lowers a node.</summary>
    /// <exception cref="LoweringException">The node uses something that is not offered, or there are too many of them.</exception>
    public Term Lower(Expression node)
    {
        // The parser may use one node in several places (`in`, `np`), where it is evaluated as often.
        if (++Nodes > _limits.Operations)
            throw new LoweringException("expression-too-long", $"the expression comes to more than {_limits.Operations} operations; split it with params");
        var outer = At;
        At = node;
        var term = LowerNode(node);
        At = outer;
        return term;
    }

    /// <summary>What is being lowered; after a <see cref="LoweringException"/> what is at fault.</summary>
    public Expression? At { get; private set; }

    private Term LowerNode(Expression node) => node switch
    {
        ConstantExpression constant => LowerConstant(constant),
        ParameterExpression symbol => LowerSymbol(symbol),
        MemberExpression member => LowerMember(member),
        BinaryExpression binary => LowerBinary(binary),
        UnaryExpression unary => LowerUnary(unary),
        ConditionalExpression conditional => LowerConditional(conditional),
        MethodCallExpression call => LowerCall(call),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => LowerArray(array),
        NewExpression { Constructor: { } constructor } creation when MethodTable.Allows(constructor) => LowerDate(creation, constructor),
        InvocationExpression => throw Refuse("calling a value"),
        NewExpression => throw Refuse("`new`"),
        _ => throw Refuse("this kind of operation"),
    };

    private Term LowerDate(NewExpression creation, ConstructorInfo constructor)
    {
        if (ValueLint.Check(creation) is { } warning)
            Warnings.Add(warning);
        return Apply(creation.Arguments, arguments => Expression.New(constructor, arguments));
    }

    /// <summary>Lowers the body of a lambda whose parameter is an item of a list.</summary>
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

    /// <summary>A refusal in the words of the message style.</summary>
    public static LoweringException Refuse(string what) =>
        new("not-offered", $"{what} is not offered in expressions; {MethodTable.Instead(what.Trim('`')) ?? "use the operators, list calls and functions listed in the documentation"}");

    private Term LowerConstant(ConstantExpression constant) => constant.Value switch
    {
        null => Term.Unknown(Nullable.GetUnderlyingType(constant.Type) ?? constant.Type),
        DateTime date => _dates.Contains(date)
            ? Term.Constant(date)
            : throw new LoweringException("wrong-format", "a date is written as `\"YYYY-MM-DD\"` or `DateTime(year, month, day)`"),
        decimal or int or long or string or bool => Term.Constant(constant.Value),
        double or float => throw Refuse("a binary floating-point number"),
        _ => throw Refuse("a constant of this type"),
    };

    private Term LowerSymbol(ParameterExpression symbol)
    {
        if (_lambdaParameters.TryGetValue(symbol, out var item))
            return item;
        var name = _scope.Find(symbol) ?? throw Refuse($"`{symbol.Name}`");
        return name.Kind switch
        {
            NameKind.Input => _fields.Input(name.Slot, symbol.Type, symbol.Name),
            NameKind.Field => _fields.Lower(_fields.Input(name.Slot, _scope.Inputs[name.Slot].ClrType, path: null), symbol.Name!, symbol.Type, symbol.Name!),
            NameKind.Param => LowerParam(name.Param!),
            _ => throw Refuse("`parameters` as a value of its own"),
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

    /// <summary>How many operations were lowered.</summary>
    public int Nodes { get; private set; }

    /// <summary>How much work the operations are that were lowered: a function counts for several of the other operations.</summary>
    public int Work => Nodes + (_calls.Functions * WorkOfFunction);

    /// <summary>How many lists are made by what was lowered.</summary>
    public int ListsMade { get; private set; }

    /// <summary>Whether what is lowered is done once for every item of a list.</summary>
    public bool IsInLoop => _lambdaDepth > 0;

    /// <summary>The params that the expression reads.</summary>
    public HashSet<CompiledParam> Params { get; } = [];

    /// <summary>Those of them that are read whenever the expression is evaluated.</summary>
    public HashSet<CompiledParam> CertainParams { get; } = [];

    /// <summary>An input, or a part of one, in a shared local.</summary>
    public Term Shared(ParameterExpression local, string? path) => _fields.Shared(local, path);

    /// <summary>Lowers what may well be missing: nothing is assumed of it.</summary>
    private Term LowerOpen(Expression node)
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
            throw Refuse($"`{member.Member.Name}`");
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
            return Lower(member.Expression); // Dates have no time of day here.
        return MethodTable.Allows(member.Member)
            ? Apply([member.Expression], values => Expression.MakeMemberAccess(values[0], member.Member))
            : throw Refuse($"`{member.Member.Name}`");
    }

    /// <summary>A field of the facts: known when the object it stands in is there and the field was given.</summary>
    private Term LowerField(MemberExpression member)
    {
        var owner = Lower(member.Expression!);
        return _fields.Lower(owner, member.Member.Name, member.Type, $"{owner.Path ?? _scope.ShapeOf(owner.Type)?.Path}.{member.Member.Name}");
    }

    private Term Apply(IEnumerable<Expression> operands, Func<IReadOnlyList<Expression>, Expression> build, bool mayFail = true) =>
        _code.Apply(Operands(operands), build, mayFail);

    private Term[] Operands(IEnumerable<Expression> nodes) => _code.Operands(nodes.Select(n => (Func<Term>)(() => Lower(n))));

    /// <summary>What is doubtful in the expression.</summary>
    public List<ExpressionWarning> Warnings { get; } = [];

    private Term LowerBinary(BinaryExpression binary)
    {
        if ((RangeLint.Check(binary, _scope) ?? ValueLint.Check(binary)) is { } warning)
            Warnings.Add(warning);
        switch (binary.NodeType)
        {
            case ExpressionType.AndAlso or ExpressionType.And when binary.Type == typeof(bool):
                return _code.Connect(() => Lower(binary.Left), () => Lower(binary.Right), isAnd: true);
            case ExpressionType.OrElse or ExpressionType.Or when binary.Type == typeof(bool):
                return _code.Connect(() => Lower(binary.Left), () => Lower(binary.Right), isAnd: false);
            case ExpressionType.Coalesce:
                return _code.Coalesce(() => LowerOpen(binary.Left), () => LowerOpen(binary.Right));
            case ExpressionType.ArrayIndex:
                return _lists.LowerIndex(binary.Left, binary.Right);
            case ExpressionType.Equal or ExpressionType.NotEqual:
                return LowerEquality(binary);
            case ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual:
                return Arithmetic(binary, ComparisonTypes, mayFail: false);
            case ExpressionType.Divide or ExpressionType.Modulo when binary.Type != typeof(decimal):
                throw new LoweringException("integer-division", "both sides are whole numbers, so the fraction would be lost; write one of them with a point, such as `2.0`");
            case ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide or ExpressionType.Modulo:
                return Arithmetic(binary, ArithmeticTypes, mayFail: true);
            default:
                throw Refuse($"the operator `{OperatorSigns.Of(binary.NodeType)}`");
        }
    }

    private static readonly HashSet<Type> ArithmeticTypes = [typeof(decimal), typeof(int), typeof(long)];
    private static readonly HashSet<Type> ComparisonTypes = [.. ArithmeticTypes, typeof(DateTime)];

    private Term Arithmetic(BinaryExpression binary, HashSet<Type> types, bool mayFail)
    {
        var operands = Operands([binary.Left, binary.Right]);
        foreach (var operand in operands)
        {
            if (!types.Contains(operand.Type))
                throw Refuse($"`{OperatorSigns.Of(binary.NodeType)}` on {TypeWords.Of(operand.Type)}");
        }

        // Whole numbers are computed checked: a silent wrap-around would be a wrong decision.
        var type = binary.NodeType switch
        {
            ExpressionType.Add => ExpressionType.AddChecked,
            ExpressionType.Subtract => ExpressionType.SubtractChecked,
            ExpressionType.Multiply => ExpressionType.MultiplyChecked,
            var other => other,
        };
        if (type == ExpressionType.Divide)
            return _code.Apply(operands, values => Expression.Call(typeof(Failing), nameof(Failing.Divide), null, FrameCode.Frame, values[0], values[1]));
        return _code.Apply(operands, values => Expression.MakeBinary(type, values[0], values[1], liftToNull: false, values[0].Type == typeof(decimal) ? QuickDecimal.MethodOf(type) : null), mayFail);
    }

    private Term LowerEquality(BinaryExpression binary)
    {
        var isEqual = binary.NodeType == ExpressionType.Equal;
        if (IsNull(binary.Left) && IsNull(binary.Right))
            return Term.Constant(isEqual);
        if (IsNull(binary.Right))
            return LowerNullTest(binary.Left, isEqual);
        if (IsNull(binary.Left))
            return LowerNullTest(binary.Right, isEqual);
        var operands = Operands([binary.Left, binary.Right]);
        if (operands[0].Type.IsClass && operands[0].Type != typeof(string))
            throw Refuse("comparing objects or lists as a whole");
        return Compare(operands, binary.NodeType);
    }

    /// <summary>Comparing texts takes steps where it is done for every item of a list; otherwise it is done once for being written.</summary>
    public Term Compare(Term[] sides, ExpressionType operation) => IsInLoop && sides[0].Type == typeof(string) && !Array.Exists(sides, s => TextCode.IsShort(s.Value))
        ? _code.Apply(sides, values => Expression.MakeBinary(operation, TextCode.Charged(values[0]), values[1]))
        : _code.Apply(sides, values => Expression.MakeBinary(operation, values[0], values[1]), mayFail: false);

    /// <summary>
    /// <c>x == null</c> asks of a field whether it was given, and of a search whether it found anything. A computed value is
    /// never null where it is known; where it is not known, neither is the answer.
    /// </summary>
    private Term LowerNullTest(Expression operand, bool isEqual)
    {
        while (operand is UnaryExpression { NodeType: ExpressionType.Convert } convert)
            operand = convert.Operand;
        if (operand is MethodCallExpression call && ListLowering.IsSearch(call))
            return _code.Apply([_lists.LowerFound(call)], found => isEqual ? Expression.Not(found[0]) : found[0], mayFail: false);
        return IsPath(operand)
            ? _code.IsMissing(() => LowerOpen(operand), negate: !isEqual)
            : _code.Apply([_code.Keep(Lower(operand))], _ => Expression.Constant(!isEqual), mayFail: false);
    }

    private bool IsPath(Expression node) => node switch
    {
        // A param of no type is the literal `null` under a name.
        ParameterExpression symbol => _scope.Find(symbol) is not { Kind: NameKind.Param } || symbol.Type == typeof(object),
        MemberExpression { Expression: { } owner } => typeof(FactObject).IsAssignableFrom(owner.Type) && IsPath(owner),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } index => IsPath(index.Left),
        // What the parser makes of `np(path)`.
        ConditionalExpression conditional => IsNull(conditional.IfFalse) && IsPath(conditional.IfTrue),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsPath(convert.Operand),
        _ => false,
    };

    private static bool IsNull(Expression node) => node switch
    {
        ConstantExpression { Value: null } => true,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsNull(convert.Operand),
        _ => false,
    };

    private Term LowerUnary(UnaryExpression unary)
    {
        switch (unary.NodeType)
        {
            case ExpressionType.Not when unary.Type == typeof(bool):
                return Apply([unary.Operand], values => Expression.Not(values[0]), mayFail: false);
            case ExpressionType.Negate or ExpressionType.NegateChecked when ArithmeticTypes.Contains(unary.Type):
                return Apply([unary.Operand], values => Expression.NegateChecked(values[0]));
            case ExpressionType.UnaryPlus:
                return Lower(unary.Operand);
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                return LowerConversion(unary);
            default:
                throw Refuse($"the operator `{OperatorSigns.Of(unary.NodeType)}`");
        }
    }

    private Term LowerConversion(UnaryExpression unary)
    {
        var operand = Lower(unary.Operand);
        var target = Nullable.GetUnderlyingType(unary.Type) ?? unary.Type;
        if (operand.Type == target)
            return operand;
        if (target == typeof(decimal) && operand.Value is ConstantExpression { Value: int or long } whole)
            return Term.Constant(System.Convert.ToDecimal(whole.Value, CultureInfo.InvariantCulture));
        if (!ArithmeticTypes.Contains(operand.Type) || !ArithmeticTypes.Contains(target))
            throw Refuse("this conversion");
        return _code.Apply([operand], values => Expression.ConvertChecked(values[0], target), mayFail: target != typeof(decimal));
    }

    private Term LowerConditional(ConditionalExpression conditional) => NullPropagation.IsWrittenAs(conditional)
        ? _code.Coalesce(() => LowerOpen(conditional.IfTrue), () => LowerOpen(conditional.IfFalse))
        : _code.Choose(() => Lower(conditional.Test), () => Lower(conditional.IfTrue), () => Lower(conditional.IfFalse));

    private Term LowerArray(NewArrayExpression array)
    {
        var items = Operands(array.Expressions);
        if (items.Length == 0)
            throw new LoweringException("wrong-type", "the list is empty; write at least one value into it");
        if (Array.Exists(items, i => i.Type != items[0].Type))
            throw new LoweringException("wrong-type", "the list holds values of different kinds; write values of one kind into it");
        if (IsInLoop)
            _code.Block.Add(FrameCode.Charge(Expression.Constant(items.Length)), mayFail: true);
        if (Array.TrueForAll(items, i => i.Value is ConstantExpression))
            return Term.Constant(ConstantList(items));
        ListsMade++;
        return _code.Apply(items, values => FilledList(items[0].Type, values), mayFail: false);
    }

    private static Array ConstantList(Term[] items)
    {
        var list = Array.CreateInstance(items[0].Type, items.Length);
        for (var i = 0; i < items.Length; i++)
            list.SetValue(((ConstantExpression)items[i].Value).Value, i);
        return list;
    }

    private static BlockExpression FilledList(Type item, IReadOnlyList<Expression> values)
    {
        var list = Expression.Variable(item.MakeArrayType());
        var filling = values.Select((value, i) => (Expression)Expression.Assign(Expression.ArrayAccess(list, Expression.Constant(i)), value));
        return Expression.Block([list], [Expression.Assign(list, FrameCode.Lend(item, Expression.Constant(values.Count))), .. filling, list]);
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

    /// <summary>Whether a type is that of a single value.</summary>
    public static bool IsSingle(Type type) => ComparisonTypes.Contains(type) || type == typeof(string) || type == typeof(bool);
}
