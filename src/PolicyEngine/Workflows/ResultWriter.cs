using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PolicyEngine.Workflows;

/// <summary>
/// Writes what the rules of a workflow came to in the form in which other policies read it, with the events and what is
/// missing beside it; straight from the frame, without reasons. The text of every name and state is prepared once.
/// </summary>
internal sealed class ResultWriter
{
    private readonly IReadOnlyList<CompiledRule> _top;
    private readonly (CompiledRule Rule, byte[] Text)[] _events;
    private readonly (int Index, byte[] Name)[] _rules;
    private readonly (CompiledRule Rule, byte[] Name)[] _outputs;
    private readonly int _size;

    /// <summary>Prepares the names.</summary>
    /// <param name="workflow">The workflow; rules whose name another rule has as well are passed over.</param>
    public ResultWriter(CompiledWorkflow workflow)
    {
        _top = workflow.Rules;
        _events = [.. workflow.Rules.Where(r => r.Event is not null).Select(r => (r, Quoted(r.Event!)))];
        var named = workflow.AllRules.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.First()).ToList();
        _rules = [.. named.Select(r => (r.Index, Name(r.Name)))];
        _outputs = [.. named.Where(r => r.OutputType is not null).Select(r => (r, Name(r.Name)))];
        _size = _events.Sum(e => e.Text.Length + 1) + _rules.Sum(r => r.Name.Length + "false,".Length);
    }

    /// <summary>Writes the object.</summary>
    /// <param name="output">Takes it, in UTF-8.</param>
    /// <param name="subject">The person's id.</param>
    /// <param name="frame">What the rules came to.</param>
    public void Write(IBufferWriter<byte> output, string? subject, RuleFrame frame)
    {
        output.Write("{\"subject\":"u8);
        ResultJson.Write(output, subject);
        output.Write(",\"met\":"u8);
        output.Write(Word(Together(frame)));
        WriteFixed(output, frame);
        output.Write("},\"outputs\":{"u8);
        WriteOutputs(output, frame);
        output.Write("},\"missing\":["u8);
        if (frame.IsTold)
            WriteMissing(output, frame);
        output.Write("]}"u8);
    }

    private static byte[] Quoted(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, ResultJson.Encoder).EncodedUtf8Bytes, (byte)'"'];

    private static byte[] Name(string text) => [.. Quoted(text), (byte)':'];

    /// <summary>Events and states: text that is all prepared, so that its length is known.</summary>
    private void WriteFixed(IBufferWriter<byte> output, RuleFrame frame)
    {
        const int Brackets = 32;
        var span = output.GetSpan(_size + Brackets);
        var at = Put(span, 0, ",\"events\":["u8);
        var comma = false;
        foreach (var (rule, text) in _events)
        {
            if (frame.Rules[rule.Index] != RuleState.Met)
                continue;
            at = Put(span, comma ? Put(span, at, ","u8) : at, text);
            comma = true;
        }

        at = Put(span, at, "],\"rules\":{"u8);
        for (var i = 0; i < _rules.Length; i++)
        {
            at = Put(span, i > 0 ? Put(span, at, ","u8) : at, _rules[i].Name);
            at = Put(span, at, Word(frame.Rules[_rules[i].Index]));
        }

        output.Advance(at);
    }

    private static int Put(Span<byte> span, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(span[at..]);
        return at + text.Length;
    }

    private void WriteOutputs(IBufferWriter<byte> output, RuleFrame frame)
    {
        var comma = false;
        foreach (var (rule, name) in _outputs)
        {
            if (rule.OutputSlotOf(frame) is not { } slot)
                continue;
            if (comma)
                output.Write(","u8);
            comma = true;
            output.Write(name);
            ResultJson.Write(output, slot, frame);
        }
    }

    private void WriteMissing(IBufferWriter<byte> output, RuleFrame frame)
    {
        var comma = false;
        foreach (var path in _top.Where(r => r.OutcomeOf(frame) == Outcome.Undetermined).SelectMany(r => r.WhyOpen(frame).Missing).Distinct(StringComparer.Ordinal))
        {
            if (comma)
                output.Write(","u8);
            comma = true;
            ResultJson.Write(output, path);
        }
    }

    private RuleState Together(RuleFrame frame)
    {
        var all = _top.Count == 0 ? RuleState.NotMet : RuleState.Met;
        for (var i = 0; i < _top.Count; i++)
            all = (RuleState)Math.Min((byte)all, (byte)frame.Rules[_top[i].Index]);
        return all;
    }

    private static ReadOnlySpan<byte> Word(RuleState state) => state switch
    {
        RuleState.Met => "true"u8,
        RuleState.NotMet => "false"u8,
        _ => "null"u8,
    };
}
