using PolicyEngine.Documents;

namespace PolicyEngine.Functions;

/// <summary>A function that expressions can call.</summary>
/// <param name="Name">The name, such as <c>Score.Ratio</c> or <c>Any</c>.</param>
/// <param name="Group">
/// The group of the function: <c>score</c>, <c>grade</c>, <c>lookup</c>, <c>number</c>, <c>periods</c>, <c>list</c>, <c>text</c>, <c>date</c> or
/// <c>condition</c>.
/// </param>
/// <param name="Title">What it computes.</param>
/// <param name="Signature">The form of a call, with the names of the arguments.</param>
/// <param name="Gives">The type of the result: <c>number</c>, <c>text</c>, <c>condition</c>, <c>date</c>, <c>list</c> or <c>value</c> (any type).</param>
/// <param name="Arguments">The arguments, in order.</param>
/// <param name="Examples">Expressions that use the function.</param>
public sealed record FunctionEntry(
    string Name,
    string Group,
    LocalizedText Title,
    string Signature,
    string Gives,
    IReadOnlyList<FunctionArgument> Arguments,
    IReadOnlyList<FunctionExample> Examples);

/// <summary>One argument of a function.</summary>
/// <param name="Name">The name of the argument in the signature.</param>
/// <param name="Type">The type of the argument: one of the words of <c>gives</c>, or a type of parameter such as <c>bands</c>.</param>
/// <param name="Title">What the argument is.</param>
public sealed record FunctionArgument(string Name, string Type, LocalizedText Title);

/// <summary>An example of a function.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Gives">The result of the expression, in words.</param>
public sealed record FunctionExample(string Expression, LocalizedText Gives);
