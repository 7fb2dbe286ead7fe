using System.Collections;
using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Tracing;

namespace PolicyCli.Output;

/// <summary>Writes traces as text: a line for each rule, and below it an indented line for each part of its expressions.</summary>
/// <param name="output">Receives the text.</param>
/// <param name="inChinese">Whether titles and outcomes are written in Chinese instead of English. Expressions are written as in the document.</param>
internal sealed class TraceText(TextWriter output, bool inChinese)
{
    /// <summary>Writes the trace of one subject.</summary>
    public void Write(FactsTrace trace)
    {
        foreach (var policy in trace.Policies)
        {
            output.WriteLine($"{trace.Facts.Subject} {policy.Policy.Id}");
            foreach (var param in policy.Params)
                Write(param, 1);
            foreach (var rule in policy.Rules)
                Write(rule, 1);
        }
    }

    private void Write(RuleTrace rule, int depth)
    {
        var join = rule.Operator is { } joined ? $" ({joined})" : string.Empty;
        Line(depth, $"{rule.Name} {Text(rule.Title)}{join}: {Word(rule.Outcome)}{(rule.Fault is { } fault ? ", " + Text(fault.Message) : string.Empty)}");
        foreach (var param in rule.Params)
            Write(param, depth + 1);
        if (rule.Condition is { Text: not "true" })
            Write(rule.Condition, depth + 1);
        if (rule.Output is not null)
            Write(rule.Output, depth + 1, inChinese ? "输出 " : "output ");
        foreach (var nested in rule.Rules)
            Write(nested, depth + 1);
    }

    private void Write(TracedParam param, int depth) => Write(param.Expression, depth, param.Name + " := ");

    private void Write(TracedExpression expression, int depth, string before = "")
    {
        Line(depth, before + expression.Text + Result(expression) + Reads(expression));
        foreach (var part in expression.Parts)
            Write(part, depth + 1);
    }

    private string Result(TracedExpression expression)
    {
        var result = expression.Outcome is { } outcome ? " → " + Word(outcome) : expression.Value is { } value ? " = " + Shown(value) : string.Empty;
        if (expression.Fault is { } fault)
            return $"{result}, {Text(fault.Message)}";
        return expression.Missing.Count > 0 ? $"{result}{(inChinese ? "，缺少 " : ", missing ")}{string.Join(' ', expression.Missing)}" : result;
    }

    private static string Reads(TracedExpression expression) =>
        expression.Reads.Count > 0 ? $"  [{string.Join(", ", expression.Reads.Select(r => $"{r.Path} = {Shown(r.Value!)}"))}]" : string.Empty;

    private void Line(int depth, string text) => output.WriteLine(new string(' ', 2 * depth) + text);

    private string Text(LocalizedText text) => inChinese ? text.ZhCn : text.En;

    private string Word(Outcome outcome) => Text(OutcomeWords.Of(outcome));

    private static string Shown(object value) => value switch
    {
        decimal number => ExactDecimal.ToText(ExactDecimal.ToWire(number)), // The same digits as in answers.
        string text => text,
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IEnumerable list => $"({string.Join(", ", list.Cast<object>().Select(Shown))})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
