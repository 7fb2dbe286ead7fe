using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Telling;

/// <summary>The text of a <see cref="ReasonTemplate"/> in one language. Constant parts are prepared on first use.</summary>
/// <param name="template">The parts of the template.</param>
/// <param name="words">The wording of values in the language.</param>
internal sealed class TemplateText(IReadOnlyList<ReasonPart> template, ValueWords words)
{
    private ReasonPart[]? _parts;
    private string? _whole; // The filled text, if it contains no variable value.

    /// <summary>Returns the text with its placeholders filled, cut at <see cref="EvaluationLimits.ReasonLength"/>.</summary>
    /// <param name="frame">The evaluation.</param>
    /// <param name="output">The rule's output; missing if it has none.</param>
    public string Fill(RuleFrame frame, in FactValue output)
    {
        if (_whole is not null)
            return _whole;
        var parts = _parts ??= [.. template.Select(Prepare)];
        var to = frame.Words;
        foreach (var part in parts)
        {
            if (part.Text is { } text)
                to.Add(text);
            else
                words.Add(to, part.Reader is { } reader ? reader.Value(frame) : output);
            if (to.Length > EvaluationLimits.ReasonLength)
                break;
        }

        var filled = to.Take(EvaluationLimits.ReasonLength);
        if (Array.TrueForAll(parts, p => p.Text is not null))
            _whole = filled;
        return filled;
    }

    private ReasonPart Prepare(ReasonPart part) => part.Reader?.Constant is { } constant ? new ReasonPart(words.Of(constant.ToObject()), Reader: null) : part;
}
