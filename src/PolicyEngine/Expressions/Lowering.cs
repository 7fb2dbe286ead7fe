using System.Linq.Expressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>
/// Turns a parsed expression over plain facts into three-valued code. It knows each kind of node that an expression may
/// contain and refuses all others, so that what it does not know cannot be reached.
/// </summary>
internal sealed class Lowering
{
    private readonly ExpressionScope _scope;
    private readonly LiftedCode _code;
    private readonly ListLowering _lists;
    private readonly IReadOnlySet<DateTime> _dates;
    private readonly Dictionary<ParameterExpression, Term> _lambdaParameters = [];
    private int _nodes;
    private int _lambdaDepth;

    /// <summary>Makes a lowering for one expression.</summary>
    /// <param name="scope">The names it can use.</param>
    /// <param name="code">Builds its code.</param>
    /// <param name="dates">The dates it writes as <c>"YYYY-MM-DD"</c>; the parser would take other forms too, some of which mean another day tomorrow.</param>
    public Lowering(ExpressionScope scope, LiftedCode code, IReadOnlySet<DateTime> dates)
    {
        _dates = dates;
        _scope = scope;
        _code = code;
        _lists = new ListLowering(this, code);
    }

    /// <summary>Lowers a node.</summary>
    /// <exception cref="LoweringException">The node uses something that is not offered, or there are too many of them.</exception>
    public Term Lower(Expression node)
    {
        // The parser may use one node in several places (`in`, `np`), where it is evaluated as often.
        if (++_nodes > ExpressionLimits.MaxNodes)
            throw new LoweringException("expression-too-long", $"the expression comes to more than {ExpressionLimits.MaxNodes} operations; split it with params");
        return LowerNode(node);
    }

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
        NewExpression { Constructor: { } constructor } creation when MethodTable.Allows(constructor) =>
            LiftedCode.Apply([.. creation.Arguments.Select(Lower)], arguments => Expression.New(constructor, arguments)),
        InvocationExpression => throw Refuse("calling a value"),
        NewExpression => throw Refuse("`new`"),
        _ => throw Refuse($"this kind of operation ({node.NodeType})"),
    };

    /// <summary>Lowers the body of a lambda whose parameter is an item of a list.</summary>
    public Term LowerBody(ParameterExpression parameter, Term item, Expression body)
    {
        if (_lambdaDepth >= ExpressionLimits.MaxLambdaDepth)
            throw new LoweringException("expression-too-deep", $"list calls nest more than {ExpressionLimits.MaxLambdaDepth} deep; split the expression with params");
        _lambdaParameters[parameter] = item;
        _lambdaDepth++;
        var lowered = Lower(body);
        _lambdaDepth--;
        return lowered;
    }

    /// <summary>A refusal in the words of the message style.</summary>
    public static LoweringException Refuse(string what) =>
        new("not-offered", $"{what} is not offered in expressions; use the operators, list calls and functions listed in the documentation");

    private Term LowerConstant(ConstantExpression constant) => constant.Value switch
    {
        null => Term.Unknown(constant.Type),
        DateTime date => _dates.Contains(date)
            ? Term.Known(date)
            : throw new LoweringException("wrong-format", "a date is written as `\"YYYY-MM-DD\"` or `DateTime(year, month, day)`"),
        decimal or int or long or string or bool => Term.Known(constant.Value),
        double or float => throw Refuse("a binary floating-point number"),
        _ => throw Refuse("a constant of this type"),
    };

    private Term LowerSymbol(ParameterExpression symbol)
    {
        if (_lambdaParameters.TryGetValue(symbol, out var item))
            return item;
        var name = _scope.Find(symbol) ?? throw Refuse($"`{symbol.Name}`");
        if (name.Kind == NameKind.Param)
            _scope.Usage.UseParam(name.Slot);
        return name.Kind switch
        {
            NameKind.Input => LowerInput(name.Slot, symbol.Type, symbol.Name),
            NameKind.Field => LowerField(LowerInput(name.Slot, _scope.Inputs[name.Slot].ClrType, path: null), symbol.Name!, symbol.Type, symbol.Name!),
            NameKind.Param => new Term(
                Expression.Convert(Expression.Call(_code.Frame, nameof(EvaluationFrame.Param), null, Expression.Constant(name.Slot)), Term.Lift(symbol.Type)),
                MayBeMissing: true),
            _ => throw Refuse("`parameters` as a value of its own"),
        };
    }

    private Term LowerInput(int slot, Type type, string? path)
    {
        var input = Expression.ArrayIndex(Expression.Property(_code.Frame, nameof(EvaluationFrame.Inputs)), Expression.Constant(slot));
        return new Term(Expression.Convert(input, type), MayBeMissing: true, path);
    }

    private Term LowerMember(MemberExpression member)
    {
        if (member.Expression is null)
            throw Refuse($"`{member.Member.Name}`");
        if (member.Expression is ParameterExpression symbol && _scope.Find(symbol) is { Kind: NameKind.Parameters })
        {
            _scope.Usage.UseParameter(member.Member.Name);
            return Term.Known(_scope.Parameters.Find(member.Member.Name)!.Value);
        }

        if (typeof(FactObject).IsAssignableFrom(member.Expression.Type))
            return LowerField(member);
        if (member.Expression.Type is { IsConstructedGenericType: true } list && list.GetGenericTypeDefinition() == typeof(List<>) && member.Member.Name is nameof(List<object>.Count))
            return LiftedCode.Apply([Lower(member.Expression)], values => Expression.ArrayLength(values[0]));
        if (member.Expression.Type.IsArray && member.Member.Name is nameof(Array.Length))
            return LiftedCode.Apply([Lower(member.Expression)], values => Expression.ArrayLength(values[0]));
        return MethodTable.Allows(member.Member)
            ? LiftedCode.Apply([Lower(member.Expression)], values => Expression.MakeMemberAccess(values[0], member.Member))
            : throw Refuse($"`{member.Member.Name}`");
    }

    /// <summary>A field of the facts: known when the object it stands in is there and the field was given.</summary>
    private Term LowerField(MemberExpression member)
    {
        var owner = Lower(member.Expression!);
        return LowerField(owner, member.Member.Name, member.Type, $"{owner.Path}.{member.Member.Name}");
    }

    private Term LowerField(Term owner, string name, Type type, string path)
    {
        var lifted = Term.Lift(type);
        var local = Expression.Variable(owner.Body.Type);
        var field = Expression.Field(local, name);
        Expression known = type.IsValueType ? Expression.Field(local, FactTypeEmitter.PresenceField(name)) : LiftedCode.IsKnown(field);
        if (owner.MayBeMissing)
            known = Expression.AndAlso(LiftedCode.IsKnown(local), known);

        // An object is asked for only on the way to one of its fields; the field is what gets named.
        Expression missing = typeof(FactObject).IsAssignableFrom(type)
            ? Expression.Default(lifted)
            : Expression.Block(_code.Miss(path), Expression.Default(lifted));
        var code = Expression.Block(
            lifted, [local], Expression.Assign(local, owner.Body), Expression.Condition(known, LiftedCode.Convert(field, lifted), missing));
        return new Term(code, MayBeMissing: true, path);
    }

    /// <summary>What is doubtful in the expression.</summary>
    public List<ExpressionWarning> Warnings { get; } = [];

    private Term LowerBinary(BinaryExpression binary)
    {
        if (RangeLint.Check(binary, _scope) is { } warning)
            Warnings.Add(warning);
        switch (binary.NodeType)
        {
            case ExpressionType.AndAlso or ExpressionType.And when binary.Type == typeof(bool):
                return _code.Connect(Lower(binary.Left), Lower(binary.Right), isAnd: true);
            case ExpressionType.OrElse or ExpressionType.Or when binary.Type == typeof(bool):
                return _code.Connect(Lower(binary.Left), Lower(binary.Right), isAnd: false);
            case ExpressionType.Coalesce:
                return _code.Coalesce(Lower(binary.Left), Lower(binary.Right));
            case ExpressionType.ArrayIndex:
                return _lists.LowerIndex(Lower(binary.Left), Lower(binary.Right));
            case ExpressionType.Equal or ExpressionType.NotEqual:
                return LowerEquality(binary);
            case ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual:
                return Arithmetic(binary, ComparisonTypes);
            case ExpressionType.Divide or ExpressionType.Modulo when binary.Type != typeof(decimal):
                throw new LoweringException("integer-division", "both sides are whole numbers, so the fraction would be lost; write one of them with a point, such as `2.0`");
            case ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide or ExpressionType.Modulo:
                return Arithmetic(binary, ArithmeticTypes);
            default:
                throw Refuse($"the operator `{binary.NodeType}`");
        }
    }

    private static readonly HashSet<Type> ArithmeticTypes = [typeof(decimal), typeof(int), typeof(long)];
    private static readonly HashSet<Type> ComparisonTypes = [.. ArithmeticTypes, typeof(DateTime)];

    private Term Arithmetic(BinaryExpression binary, HashSet<Type> types)
    {
        Term[] operands = [Lower(binary.Left), Lower(binary.Right)];
        foreach (var operand in operands)
        {
            if (!types.Contains(operand.ValueType))
                throw Refuse($"`{binary.NodeType}` on this type");
        }

        // Whole numbers are computed checked: a silent wrap-around would be a wrong decision.
        var type = binary.NodeType switch
        {
            ExpressionType.Add => ExpressionType.AddChecked,
            ExpressionType.Subtract => ExpressionType.SubtractChecked,
            ExpressionType.Multiply => ExpressionType.MultiplyChecked,
            var other => other,
        };
        return LiftedCode.Apply(operands, values => Expression.MakeBinary(type, values[0], values[1]));
    }

    private Term LowerEquality(BinaryExpression binary)
    {
        var isEqual = binary.NodeType == ExpressionType.Equal;
        if (IsNull(binary.Right))
            return LowerNullTest(binary.Left, isEqual);
        if (IsNull(binary.Left))
            return LowerNullTest(binary.Right, isEqual);
        Term[] operands = [Lower(binary.Left), Lower(binary.Right)];
        if (operands[0].ValueType.IsClass && operands[0].ValueType != typeof(string))
            throw Refuse("comparing objects or lists as a whole");
        return LiftedCode.Apply(operands, values => Expression.MakeBinary(binary.NodeType, values[0], values[1]));
    }

    /// <summary>
    /// <c>x == null</c> asks of a field whether it was given, and of a search whether it found anything. A computed value is
    /// never null where it is known; where it is not known, neither is the answer.
    /// </summary>
    private Term LowerNullTest(Expression operand, bool isEqual)
    {
        while (operand is UnaryExpression { NodeType: ExpressionType.Convert } convert)
            operand = convert.Operand;
        if (operand is MethodCallExpression call && ListLowering.IsSearch(call))
            return LiftedCode.Apply([_lists.LowerFound(call)], found => isEqual ? Expression.Not(found[0]) : found[0]);
        return IsPath(operand)
            ? _code.IsMissing(Lower(operand), negate: !isEqual)
            : LiftedCode.Apply([Lower(operand)], _ => Expression.Constant(!isEqual));
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
                return LiftedCode.Apply([Lower(unary.Operand)], values => Expression.Not(values[0]));
            case ExpressionType.Negate or ExpressionType.NegateChecked when ArithmeticTypes.Contains(unary.Type):
                return LiftedCode.Apply([Lower(unary.Operand)], values => Expression.NegateChecked(values[0]));
            case ExpressionType.UnaryPlus:
                return Lower(unary.Operand);
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                return LowerConversion(unary);
            default:
                throw Refuse($"the operator `{unary.NodeType}`");
        }
    }

    private Term LowerConversion(UnaryExpression unary)
    {
        var operand = Lower(unary.Operand);
        var target = Nullable.GetUnderlyingType(unary.Type) ?? unary.Type;
        if (operand.ValueType == target)
            return operand;
        if (!ArithmeticTypes.Contains(operand.ValueType) || !ArithmeticTypes.Contains(target))
            throw Refuse("this conversion");
        return LiftedCode.Apply([operand], values => Expression.ConvertChecked(values[0], target));
    }

    private Term LowerConditional(ConditionalExpression conditional) => NullPropagation.IsWrittenAs(conditional)
        ? _code.Coalesce(Lower(conditional.IfTrue), Lower(conditional.IfFalse))
        : LiftedCode.Choose(Lower(conditional.Test), Lower(conditional.IfTrue), Lower(conditional.IfFalse));

    private Term LowerArray(NewArrayExpression array)
    {
        Term[] items = [.. array.Expressions.Select(Lower)];
        if (items.Length == 0)
            throw new LoweringException("wrong-type", "the list is empty; write at least one value into it");
        if (Array.Exists(items, i => i.ValueType != items[0].ValueType))
            throw new LoweringException("wrong-type", "the list holds values of different kinds; write values of one kind into it");
        return LiftedCode.Apply(items, values => Expression.NewArrayInit(items[0].ValueType, values));
    }

    private Term LowerCall(MethodCallExpression call)
    {
        if (call.Method.DeclaringType == typeof(Enumerable))
            return _lists.LowerCall(call);
        if (call.Method.DeclaringType == typeof(string) && call.Method.Name is nameof(string.Concat) && call.Arguments.Count == 2)
            return LowerConcatenation(call);
        if (call.Object is { } left && call.Method.Name is nameof(Equals) && call.Arguments.Count == 1)
            return LowerEquals(Lower(left), Lower(Unboxed(call.Arguments[0])));
        if (MethodTable.Find(call.Method) is not { } method)
            throw Refuse($"`{call.Method.Name}`");
        var arguments = call.Object is null ? call.Arguments : call.Arguments.Prepend(call.Object);
        if (method.DeclaringType == typeof(Math) && method.Name is nameof(Math.Round))
            Warnings.Add(new ExpressionWarning("half-even-rounding", nameof(Math.Round), "`Math.Round` rounds ties to the even neighbour (94.5 becomes 94); write `Number.Round(value, 0)` for 95, or `Number.RoundHalfEven` when this is meant"));
        var isOnText = method.DeclaringType == typeof(TextOperations);
        return LiftedCode.Apply(
            [.. arguments.Select(a => _lists.Charged(Lower(a)))],
            values => ChargedText(MethodTable.Call(method, isOnText ? [ChargedText(values[0]), .. values.Skip(1)] : values)));
    }

    private static Term LowerEquals(Term left, Term right)
    {
        if (!IsSingle(left.ValueType) || left.ValueType != right.ValueType)
            throw Refuse("`Equals` on values of different types");
        return LiftedCode.Apply([left, right], values => Expression.Equal(values[0], values[1]));
    }

    private static bool IsSingle(Type type) => ComparisonTypes.Contains(type) || type == typeof(string) || type == typeof(bool);

    private static Expression Unboxed(Expression argument) => argument is UnaryExpression { NodeType: ExpressionType.Convert, Operand: var operand } ? operand : argument;

    private Term LowerConcatenation(MethodCallExpression call)
    {
        var operands = call.Arguments.Select(a => a is UnaryExpression { NodeType: ExpressionType.Convert } boxed ? Lower(boxed.Operand) : Lower(a));
        return LiftedCode.Apply([.. operands], values => ChargedText(Expression.Call(
            typeof(TextOperations), nameof(TextOperations.Concat), null, AsText(values[0]), AsText(values[1]))));
    }

    /// <summary>The same value; evaluating it takes its steps when it is a text.</summary>
    private Expression ChargedText(Expression value) =>
        value.Type == typeof(string) ? Expression.Call(_code.Frame, nameof(EvaluationFrame.ChargeText), null, value) : value;

    private static Expression AsText(Expression value) => value.Type == typeof(string)
        ? value
        : Expression.Call(typeof(TextOperations), nameof(TextOperations.Of), null, Expression.Convert(value, typeof(object)));
}
