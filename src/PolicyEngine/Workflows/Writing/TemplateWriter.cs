using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Writing;

/// <summary>Writes the filled text of a <see cref="ReasonTemplate"/>.</summary>
internal sealed class TemplateWriter(ReasonTemplate template) : ReasonWriter
{
    private readonly Piece[] _en = Prepare(template.En, ValueWords.En);
    private readonly Piece[] _zhCn = Prepare(template.ZhCn, ValueWords.ZhCn);

    public override void Write(Utf8Buffer to, RuleFrame frame, ReadOnlySpan<FactValue> values, FrameSlot? output)
    {
        var start = to.Count;
        var isWhole = TryWrite(to, _en, ValueWords.En, frame, output);
        to.Add(BetweenLanguages);
        if (isWhole && TryWrite(to, _zhCn, ValueWords.ZhCn, frame, output))
            return;

        // The text exceeds the maximum length of a reason. Cutting is left to the one method that does it.
        to.Count = start;
        WriteText(to, template.Fill(frame, output?.Read(frame) ?? default));
    }

    private static bool TryWrite(Utf8Buffer to, Piece[] pieces, ValueWords words, RuleFrame frame, FrameSlot? output)
    {
        var length = 0;
        foreach (var piece in pieces)
        {
            if (piece.Utf8 is { } text)
            {
                to.Add(text);
                length += piece.Length;
            }
            else
            {
                length += words.Write(to, piece.Reader is { } reader ? reader.Value(frame) : output?.Read(frame) ?? default);
            }

            if (length > EvaluationLimits.ReasonLength)
                return false;
        }

        return true;
    }

    private static Piece[] Prepare(IReadOnlyList<ReasonPart> parts, ValueWords words) => [.. parts.Select(p => Prepare(p, words))];

    private static Piece Prepare(ReasonPart part, ValueWords words)
    {
        var text = part.Text ?? (part.Reader?.Constant is { } constant ? words.Of(constant.ToObject()) : null);
        return text is null ? new Piece(Utf8: null, Length: 0, part.Reader) : new Piece(Utf8Buffer.Encode(text), text.Length, Reader: null);
    }

    /// <summary>A prepared text, or a placeholder: for the value of a reader if it has one, otherwise for the output.</summary>
    private sealed record Piece(byte[]? Utf8, int Length, PathReader? Reader);
}
