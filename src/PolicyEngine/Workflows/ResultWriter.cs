using System.Text.Json;

namespace PolicyEngine.Workflows;

/// <summary>
/// Writes what the rules of a workflow came to in the form in which other policies read it, with the events and what is
/// missing beside it; straight from the frame, without reasons. Prepared once per workflow.
/// </summary>
internal sealed class ResultWriter
{
    private static readonly JsonEncodedText Met = JsonEncodedText.Encode("met");
    private static readonly JsonEncodedText Events = JsonEncodedText.Encode("events");
    private static readonly JsonEncodedText Missing = JsonEncodedText.Encode("missing");
    private static readonly JsonEncodedText Rules = JsonEncodedText.Encode("rules");
    private static readonly JsonEncodedText Outputs = JsonEncodedText.Encode("outputs");

    private readonly IReadOnlyList<CompiledRule> _top;
    private readonly (CompiledRule Rule, JsonEncodedText Event)[] _events;
    private readonly (CompiledRule Rule, JsonEncodedText Name)[] _rules;
    private readonly (CompiledRule Rule, JsonEncodedText Name)[] _outputs;

    /// <summary>Prepares the names.</summary>
    /// <param name="workflow">The workflow; rules whose name another rule has as well are passed over.</param>
    public ResultWriter(CompiledWorkflow workflow)
    {
        _top = workflow.Rules;
        _events = [.. workflow.Rules.Where(r => r.Event is not null).Select(r => (r, JsonEncodedText.Encode(r.Event!, ResultJson.Encoder)))];
        _rules = [.. workflow.AllRules.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => (g.First(), JsonEncodedText.Encode(g.Key, ResultJson.Encoder)))];
        _outputs = [.. _rules.Where(r => r.Rule.OutputType is not null)];
    }

    /// <summary>Writes the members into the object that is open.</summary>
    public void Write(Utf8JsonWriter json, RuleFrame frame)
    {
        WriteState(json, Met, Together(frame));
        json.WriteStartArray(Events);
        foreach (var (rule, name) in _events)
        {
            if (frame.Rules[rule.Index] == RuleState.Met)
                json.WriteStringValue(name);
        }

        json.WriteEndArray();
        WriteMissing(json, frame);
        json.WriteStartObject(Rules);
        foreach (var (rule, name) in _rules)
            WriteState(json, name, frame.Rules[rule.Index]);
        json.WriteEndObject();
        json.WriteStartObject(Outputs);
        foreach (var (rule, name) in _outputs)
            rule.WriteOutput(json, name, frame);
        json.WriteEndObject();
    }

    private RuleState Together(RuleFrame frame)
    {
        var all = _top.Count == 0 ? RuleState.NotMet : RuleState.Met;
        for (var i = 0; i < _top.Count; i++)
            all = (RuleState)Math.Min((byte)all, (byte)frame.Rules[_top[i].Index]);
        return all;
    }

    private void WriteMissing(Utf8JsonWriter json, RuleFrame frame)
    {
        json.WriteStartArray(Missing);
        if (frame.IsTold)
        {
            foreach (var path in _top.Where(r => r.OutcomeOf(frame) == Outcome.Undetermined).SelectMany(r => r.WhyOpen(frame).Missing).Distinct(StringComparer.Ordinal))
                json.WriteStringValue(path);
        }

        json.WriteEndArray();
    }

    private static void WriteState(Utf8JsonWriter json, JsonEncodedText name, RuleState state)
    {
        if (state is RuleState.Met or RuleState.NotMet)
            json.WriteBoolean(name, state == RuleState.Met);
        else
            json.WriteNull(name);
    }
}
