using System.Buffers;

namespace PolicyEngine.Workflows.Writing;

/// <summary>Writes the results of a workflow's rules with their reasons, directly from the frame. Constant texts are prepared once.</summary>
/// <param name="workflow">The workflow.</param>
/// <param name="isOneAnswer">Whether the rules together have one outcome, which is then written too.</param>
internal sealed class AnswerWriter(CompiledWorkflow workflow, bool isOneAnswer)
{
    private readonly RuleWriter[] _rules = [.. workflow.Rules.Select(r => new RuleWriter(r))];
    private readonly (int Index, byte[] Text)[] _events = [.. workflow.Rules.Where(r => r.Event is not null).Select(r => (r.Index, Utf8Buffer.Encode(r.Event!)))];

    /// <summary>Writes the members <c>outcome</c>, <c>events</c>, <c>missing</c> and <c>rules</c>, without the enclosing braces.</summary>
    /// <param name="output">Receives the members, in UTF-8.</param>
    /// <param name="frame">The evaluation.</param>
    /// <param name="missing">The paths that are missing for the rules together.</param>
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
            to.Clear(); // Also after an exception, because the next answer is about another person.
        }
    }

    /// <summary>Writes the same members to a buffer.</summary>
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

    /// <summary>Writes the results of the rules, without the enclosing brackets.</summary>
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
