using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>Turns the results of rules into facts; see <see cref="ResultSchemas.OfRules"/>.</summary>
internal sealed class RulesFacts : ResultFacts
{
    private readonly CompiledWorkflow _workflow;
    private readonly ObjectSlots _root;
    private readonly int _met;
    private readonly (ObjectSlots? Slots, int At) _states;
    private readonly (ObjectSlots? Slots, int At) _outputs;
    private readonly RuleSlots[] _rules;

    /// <summary>Looks the slots up.</summary>
    /// <param name="workflow">The rules.</param>
    /// <param name="root">The slots that are read.</param>
    public RulesFacts(CompiledWorkflow workflow, ObjectSlots root)
        : base(root)
    {
        _workflow = workflow;
        _root = root;
        _met = root.Of("met");
        _states = (root.Below("rules", out var states), states);
        _outputs = (root.Below("outputs", out var outputs), outputs);
        _rules = RuleSlots.Of(workflow.Rules, _states.Slots, _outputs.Slots);
    }

    /// <inheritdoc/>
    public override FactObject Create()
    {
        var facts = _root.Create();
        if (_states.Slots is { } states)
            facts.SetReference(_states.At, states.Create());
        if (_outputs.Slots is { } outputs)
            facts.SetReference(_outputs.At, outputs.Create());
        return facts;
    }

    /// <inheritdoc/>
    public override void Fill(FactObject facts, in PolicyRun run)
    {
        var frame = run.Frame!;
        if (_met >= 0)
            ObjectSlots.Set(facts, _met, _workflow.Together(frame));
        var states = _states.Slots is null ? null : (FactObject)facts.GetReference(_states.At)!;
        var outputs = _outputs.Slots is null ? null : (FactObject)facts.GetReference(_outputs.At)!;
        RuleSlots.Write(_rules, frame, states, outputs, _outputs.Slots);
    }
}
