using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Lists;

/// <summary>Lowers the list calls that return one item: the first or last, the smallest or largest. They create no lists.</summary>
internal sealed class ListEnds(CodeWriter code)
{
    /// <summary>Lowers <c>FirstOrDefault()</c> and <c>LastOrDefault()</c>: the result is missing data if the list is empty.</summary>
    public Term OrMissing(Term list, string operation)
    {
        list = code.Keep(list);
        var length = Expression.ArrayLength(list.Value);
        var place = IsLast(operation) ? Expression.Subtract(length, Expression.Constant(1)) : (Expression)Expression.Constant(0);
        return OrMissing(new Term(Expression.ArrayIndex(list.Value, place), list.Known, Path: list.Path + "[]"), Expression.GreaterThan(length, Expression.Constant(0)));
    }

    /// <summary>Lowers <c>First(…)</c> and <c>Last(…)</c>: they fail if no item satisfies the lambda.</summary>
    public Term Search(ListLoop loop, string operation) => ListPick.Search(code, loop, IsLast(operation)).OrFail(operation);

    /// <summary>Lowers <c>FirstOrDefault(…)</c> and <c>LastOrDefault(…)</c>: the result is missing data if no item satisfies the lambda.</summary>
    public Term SearchOrMissing(ListLoop loop, string operation) => OrMissing(ListPick.Search(code, loop, IsLast(operation)));

    /// <summary>Returns the item found; missing data if there is none.</summary>
    public Term OrMissing(ListPick pick) => OrMissing(pick.Item, pick.Found);

    /// <summary>Lowers <c>Min(…)</c> and <c>Max(…)</c>. For texts, the steps of all compared characters are subtracted.</summary>
    public Term Best(ListLoop loop, string operation)
    {
        RequireOrder(loop.ResultType);
        var isMax = operation is nameof(Enumerable.Max);
        if (loop.ResultType != typeof(string))
            return ListPick.Best(code, loop, isMax).OrFail(operation);
        var characters = code.Block.Local(typeof(long));
        code.Block.Set(characters, Expression.Constant(0L));
        return ListPick.Best(code, loop, isMax, text => Expression.AddAssign(characters, Expression.Convert(Expression.Property(text, nameof(string.Length)), typeof(long))))
            .OrFail(operation, FrameCode.ChargeCharacters(characters));
    }

    /// <summary>Returns the same list after checking that its items can be ordered.</summary>
    public static Term Ordered(Term list)
    {
        RequireOrder(list.Type.GetElementType()!);
        return list;
    }

    /// <summary>Throws for objects and lists, which cannot be ordered; numbers, texts, dates and booleans can.</summary>
    private static void RequireOrder(Type item)
    {
        if (!SingleTypes.IsSingle(item))
            throw new LoweringException("wrong-type", "objects and lists have no order; take one of their fields, such as `x => x.score`");
    }

    private Term OrMissing(Term item, Expression any)
    {
        var known = code.Block.Local(typeof(bool));
        code.Block.Set(known, item.Known is null ? any : Expression.AndAlso(item.Known, any));
        // A missing object is not recorded here: it is only read to reach one of its fields, and the missing field is recorded instead.
        if (!typeof(FactObject).IsAssignableFrom(item.Type))
            code.Block.Note(item.Known is null ? known : Expression.Or(known, Expression.Not(item.Known)), item.Path!);
        return item with { Known = known };
    }

    /// <summary>Whether a call returns the last item.</summary>
    public static bool IsLast(string operation) => operation is nameof(Enumerable.Last) or nameof(Enumerable.LastOrDefault);
}
