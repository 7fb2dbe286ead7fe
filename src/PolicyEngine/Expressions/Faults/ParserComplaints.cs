using System.Linq.Expressions;
using System.Text.RegularExpressions;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions.Faults;

/// <summary>Explains the parser's error messages in the words of policy authors. No message of the parser is shown as it is.</summary>
internal static partial class ParserComplaints
{
    /// <summary>Returns the fault that a message is about.</summary>
    /// <param name="message">The parser's message.</param>
    /// <param name="text">The expression.</param>
    /// <param name="offset">The offset that the parser reports; <see langword="null"/> if it reports none.</param>
    /// <param name="scope">The names that the expression can use.</param>
    public static ExpressionFault Explain(string message, string text, int? offset, ExpressionScope scope)
    {
        var pieces = Pieces.Of(text);
        var names = new NameComplaints(text, pieces, scope);
        return ExplainName(message, names, pieces, offset)
            ?? ExplainTypes(message, text, pieces, offset, scope)
            ?? ExplainForm(message, text, pieces, offset);
    }

    private static ExpressionFault? ExplainName(string message, NameComplaints names, IReadOnlyList<Piece> pieces, int? offset)
    {
        if (UnknownType().Match(message) is { Success: true } type)
            return names.OnPath(type.Groups["name"].Value, offset);
        if (UnknownMemberOfType().Match(message) is { Success: true } member)
            return names.Member(member.Groups["name"].Value, member.Groups["type"].Value, names.PlaceOf(member.Groups["name"].Value, offset));
        if (UnknownIdentifier().Match(message) is { Success: true } name)
            return names.Root(name.Groups["name"].Value, names.PlaceOf(name.Groups["name"].Value, offset));
        if (NotInScope().Match(message) is { Success: true } implied)
            return names.Root(implied.Groups["name"].Value, names.PlaceOf(implied.Groups["name"].Value, offset));
        if (NoMethod().Match(message) is { Success: true } method)
            return MemberComplaints.Method(method.Groups["name"].Value, names.PlaceOf(method.Groups["name"].Value, offset), pieces);
        return CallForm().Match(message) is { Success: true } call ? MemberComplaints.Form(call.Groups["name"].Value, names.PlaceOf(call.Groups["name"].Value, offset)) : null;
    }

    private static ExpressionFault? ExplainTypes(string message, string text, IReadOnlyList<Piece> pieces, int? offset, ExpressionScope scope)
    {
        var types = new TypeComplaints(text, pieces, scope);
        if (IncompatibleOperands().Match(message) is { Success: true } operands)
            return types.Operands(operands.Groups["op"].Value, operands.Groups["left"].Value, operands.Groups["right"].Value, offset);
        if (UndefinedOperator().Match(message) is { Success: true } undefined && Enum.TryParse<ExpressionType>(undefined.Groups["op"].Value, out var operation))
            return types.Operands(OperatorSigns.Of(operation), undefined.Groups["left"].Value, undefined.Groups["right"].Value, offset);
        if (IncompatibleOperand().Match(message) is { Success: true } operand)
            return TypeComplaints.Operand(operand.Groups["op"].Value, operand.Groups["type"].Value, offset);
        if (WrongLiteral().Match(message) is { Success: true } literal)
            return types.Literal(literal.Groups["value"].Value, literal.Groups["type"].Value);
        if (DifferentBranches().Match(message) is { Success: true } branches)
            return new("wrong-type", BranchesOf(pieces, offset ?? 0), $"one branch gives {TypeWords.Of(branches.Groups["left"].Value)}, the other {TypeWords.Of(branches.Groups["right"].Value)}; let both give the same kind of value");
        if (message.StartsWith("The first expression must be of type", StringComparison.Ordinal))
            return new("wrong-type", offset ?? 0, "what stands before `?`, or first in `iif`, is not a condition; compare it with something");
        if (message.StartsWith("Coalesce used with type", StringComparison.Ordinal) || NotMatching().IsMatch(message))
            return types.Coalesced();
        if (message.StartsWith("No applicable indexer", StringComparison.Ordinal))
            return new("wrong-type", offset ?? 0, "square brackets take an item of a list by its number; a field is written with a point, such as `manager.level`");
        return message.StartsWith("Array index must be", StringComparison.Ordinal)
            ? new("wrong-type", offset ?? 0, "an item's place in a list is a whole number counted from 0, such as `list[0]`; convert a number from the facts with `Convert.ToInt32(number)`")
            : null;
    }

    /// <summary>Returns the offset of the conditional itself; the parser reports that of its condition.</summary>
    private static int BranchesOf(IReadOnlyList<Piece> pieces, int offset) =>
        pieces.FirstOrDefault(p => p.Start >= offset && (p.Is("?") || p.Is("iif") || p.Is("np"))) is { Text: not null } found ? found.Start : offset;

    private static ExpressionFault ExplainForm(string message, string text, IReadOnlyList<Piece> pieces, int? offset)
    {
        if (message.Contains("null propagating", StringComparison.Ordinal))
            offset = pieces.FirstOrDefault(p => p.Is("?.")).Start;
        if (NoNumber().IsMatch(message))
            return new("number-precision", offset ?? 0, "this number cannot be read; write at most 28 digits, with a point before the fraction");
        if (message.StartsWith("No matching constructor", StringComparison.Ordinal) || (message.Contains("'as' clause", StringComparison.Ordinal) && text.Contains("DateTime", StringComparison.Ordinal)))
            return new("wrong-type", offset ?? 0, "a date is written `\"YYYY-MM-DD\"` or `DateTime(year, month, day)`, with whole numbers");
        return SyntaxComplaints.Explain(message, text, pieces, offset);
    }

    [GeneratedRegex("^Type '(?<name>[^']*)' not found", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownType();

    [GeneratedRegex("^(?<value>.*) is not a valid value for (?<type>[A-Za-z0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex WrongLiteral();

    [GeneratedRegex("^No property or field '(?<name>[^']*)' exists in type '(?<type>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownMemberOfType();

    [GeneratedRegex("^Unknown identifier '(?<name>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownIdentifier();

    [GeneratedRegex("^No '(?<name>it|root|parent)' is in scope", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInScope();

    [GeneratedRegex("^(No applicable method '(?<name>[^']*)'|No generic method '(?<name>[^']*)' on|More than one method '(?<name>[^']*)'|Ambiguous invocation of method '(?<name>[^']*)'|Method '(?<name>[^']*)' (on type|in type|not found))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoMethod();

    [GeneratedRegex("^The '(?<name>iif|np|isnull|is|as|cast)' .*(function|requires)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CallForm();

    [GeneratedRegex("^Operator '(?<op>[^']*)' incompatible with operand types '(?<left>[^']*)' and '(?<right>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IncompatibleOperands();

    [GeneratedRegex("^The binary operator (?<op>[A-Za-z]+) is not defined for the types '(?<left>[^']*)' and '(?<right>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UndefinedOperator();

    [GeneratedRegex("^(Operator '(?<op>[^']*)' incompatible with operand type '(?<type>[^']*)'|(?<op>)The unary operator [A-Za-z]+ is not defined for the type '(?<type>[^']*)')", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IncompatibleOperand();

    [GeneratedRegex("^(Neither of the types|Both of the types|Types) '(?<left>[^']*)' and '(?<right>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DifferentBranches();

    [GeneratedRegex("^Argument types do not match", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NotMatching();

    [GeneratedRegex("^Invalid (integer|real|binary integer|hexadecimal)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NoNumber();
}
