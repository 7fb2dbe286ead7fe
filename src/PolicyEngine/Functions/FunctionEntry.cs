using PolicyEngine.Documents;

namespace PolicyEngine.Functions;

/// <summary>A function that expressions can call, as described to policy authors.</summary>
/// <param name="Name">Its name, such as <c>Score.Ratio</c> or <c>Any</c>.</param>
/// <param name="Group">What it belongs to: <c>score</c>, <c>grade</c>, <c>lookup</c>, <c>number</c>, <c>periods</c>, <c>list</c>, <c>text</c>, <c>date</c> or <c>condition</c>.</param>
/// <param name="Title">What it computes.</param>
/// <param name="Signature">How to write it, with the names of its arguments.</param>
/// <param name="Gives">What it gives: <c>number</c>, <c>text</c>, <c>condition</c>, <c>date</c>, <c>list</c> or <c>value</c> (of any kind).</param>
/// <param name="Arguments">Its arguments, in order.</param>
/// <param name="Examples">Expressions that use it.</param>
public sealed record FunctionEntry(
    string Name,
    string Group,
    LocalizedText Title,
    string Signature,
    string Gives,
    IReadOnlyList<FunctionArgument> Arguments,
    IReadOnlyList<FunctionExample> Examples);

/// <summary>One argument of a function.</summary>
/// <param name="Name">Its name in the signature.</param>
/// <param name="Type">What it takes: one of the words of <c>gives</c>, or a type of parameter such as <c>bands</c>.</param>
/// <param name="Title">What it is.</param>
public sealed record FunctionArgument(string Name, string Type, LocalizedText Title);

/// <summary>An expression that uses a function.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Gives">What it gives.</param>
public sealed record FunctionExample(string Expression, LocalizedText Gives);
