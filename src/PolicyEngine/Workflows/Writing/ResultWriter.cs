using System.Buffers;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Writing;

/// <summary>
/// Writes the results of a workflow's rules in the form in which other policies read them, with the events and the missing paths but without reasons,
/// directly from the frame. The text of every name is prepared once.
/// </summary>
internal sealed class ResultWriter
{
    private readonly CompiledWorkflow _workflow;
    private readonly (int Index, byte[] Text)[] _events;
    private readonly (int Index, byte[] Met, byte[] NotMet, byte[] Open)[] _rules;
    private readonly (CompiledRule Rule, byte[] Name)[] _outputs;

    /// <summary>Prepares the names.</summary>
    /// <param name="workflow">The workflow. Rules that share a name are left out.</param>
    public ResultWriter(CompiledWorkflow workflow)
    {
        _workflow = workflow;
        _events = [.. workflow.Rules.Where(r => r.Event is not null).Select(r => (r.Index, Quoted(r.Event!)))];
        var named = workflow.AllRules.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.First()).ToList();
        _rules = [.. named.Select((r, i) => (r.Index, State(r, i, RuleState.Met), State(r, i, RuleState.NotMet), State(r, i, RuleState.Undetermined)))];
        _outputs = [.. named.Where(r => r.OutputType is not null).Select(r => (r, Name(r.Name)))];
    }

    /// <summary>Writes the object, which begins with the subject.</summary>
    /// <param name="output">Receives the object, in UTF-8.</param>
    /// <param name="subject">The subject's id.</param>
    /// <param name="frame">The evaluation.</param>
    /// <param name="missing">The paths that are missing for the rules together.</param>
    public void Write(IBufferWriter<byte> output, string? subject, RuleFrame frame, IReadOnlyList<string> missing)
    {
        var to = frame.Text;
        try
        {
            to.Add("{\"subject\":"u8);
            ValueJson.Write(to, FactValue.Of((object?)subject));
            to.Add(","u8);
            Write(to, frame, missing);
            to.Add("}"u8);
            output.Write(to.Written);
        }
        finally
        {
            to.Clear(); // Also after an exception, because the next answer is about another person.
        }
    }

    /// <summary>Writes the members of the object, without the subject and without the enclosing braces.</summary>
    public void Write(Utf8Buffer to, RuleFrame frame, IReadOnlyList<string> missing)
    {
        to.Add("\"met\":"u8);
        to.Add(Word(_workflow.Together(frame)));
        to.Add(",\"events\":["u8);
        WriteEvents(to, frame);
        to.Add("],\"rules\":{"u8);
        WriteStates(to, frame);
        to.Add("},\"outputs\":{"u8);
        WriteOutputs(to, frame);
        to.Add("},\"missing\":["u8);
        ValueJson.WriteItems(to, missing);
        to.Add("]"u8);
    }

    /// <summary>Writes the outputs by rule name, without the enclosing braces.</summary>
    public void WriteOutputs(Utf8Buffer to, RuleFrame frame)
    {
        var comma = false;
        foreach (var (rule, name) in _outputs)
        {
            if (rule.OutputSlotOf(frame) is not { } slot)
                continue;
            if (comma)
                to.Add(","u8);
            comma = true;
            to.Add(name);
            ValueJson.Write(to, slot.Read(frame));
        }
    }

    private static byte[] Quoted(string text) => [(byte)'"', .. Utf8Buffer.Encode(text), (byte)'"'];

    private static byte[] Name(string text) => [.. Quoted(text), (byte)':'];

    /// <summary>Returns the member with a rule's outcome, including the comma before it.</summary>
    private static byte[] State(CompiledRule rule, int place, RuleState state) => [.. place > 0 ? ","u8 : [], .. Name(rule.Name), .. Word(state)];

    private void WriteEvents(Utf8Buffer to, RuleFrame frame)
    {
        var comma = false;
        foreach (var (index, text) in _events)
        {
            if (frame.Rules[index] != RuleState.Met)
                continue;
            if (comma)
                to.Add(","u8);
            comma = true;
            to.Add(text);
        }
    }

    private void WriteStates(Utf8Buffer to, RuleFrame frame)
    {
        foreach (var (index, met, notMet, open) in _rules)
        {
            to.Add(frame.Rules[index] switch
            {
                RuleState.Met => met,
                RuleState.NotMet => notMet,
                _ => open,
            });
        }
    }

    private static ReadOnlySpan<byte> Word(RuleState state) => state switch
    {
        RuleState.Met => "true"u8,
        RuleState.NotMet => "false"u8,
        _ => "null"u8,
    };
}
