using System.Buffers;

namespace PolicyEngine.Workflows.Writing;

/// <summary>Writes the results of a workflow's rules, each with its reason: straight from the frame, with text prepared once.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="isOneAnswer">Whether its rules together have one outcome.</param>
internal sealed class AnswerWriter(CompiledWorkflow workflow, bool isOneAnswer)
{
    private readonly RuleWriter[] _rules = [.. workflow.Rules.Select(r => new RuleWriter(r))];
    private readonly (int Index, byte[] Text)[] _events = [.. workflow.Rules.Where(r => r.Event is not null).Select(r => (r.Index, Utf8Buffer.Encode(r.Event!)))];

    /// <summary>Writes the members <c>outcome</c>, <c>events</c>, <c>missing</c> and <c>rules</c>, without the braces around them.</summary>
    /// <param name="output">Takes them, in UTF-8.</param>
    /// <param name="frame">The outcomes of the rules.</param>
    /// <param name="missing">What is missing for the rules together.</param>
    public void Write(IBufferWriter<byte> output, RuleFrame frame, IReadOnlyList<string> missing)
    {
        var to = frame.Text;
        try
        {
            Write(to, frame, missing);
            output.Write(to.Written);
        }
        finally
        {
            to.Clear(); // Also discards an answer that was never used: the next one is another person's.
        }
    }

    /// <summary>Writes the same members.</summary>
    public void Write(Utf8Buffer to, RuleFrame frame, IReadOnlyList<string> missing)
    {
        if (isOneAnswer)
        {
            to.Add("\"outcome\":\""u8);
            to.Add(Word(workflow.Together(frame)));
            to.Add("\","u8);
        }

        to.Add("\"events\":["u8);
        WriteEvents(to, frame);
        to.Add("],\"missing\":["u8);
        ValueJson.WriteItems(to, missing);
        to.Add("],\"rules\":["u8);
        WriteRules(to, frame);
        to.Add("]"u8);
    }

    /// <summary>Writes every rule, without the brackets around them.</summary>
    public void WriteRules(Utf8Buffer to, RuleFrame frame)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            if (i > 0)
                to.Add(","u8);
            _rules[i].Write(to, frame);
        }
    }

    private void WriteEvents(Utf8Buffer to, RuleFrame frame)
    {
        var before = "\""u8;
        foreach (var (index, text) in _events)
        {
            if (frame.Rules[index] != RuleState.Met)
                continue;
            to.Add(before);
            to.Add(text);
            to.Add("\""u8);
            before = ",\""u8;
        }
    }

    private static ReadOnlySpan<byte> Word(RuleState state) => state switch
    {
        RuleState.Met => "met"u8,
        RuleState.NotMet => "notMet"u8,
        _ => "undetermined"u8,
    };
}
