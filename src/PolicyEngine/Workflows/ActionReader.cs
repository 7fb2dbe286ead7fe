using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Reads the <c>Actions</c> of a rule.</summary>
internal static class ActionReader
{
    private enum ActionName
    {
        OutputExpression,
        EvaluateRule,
    }

    private static readonly Dictionary<string, ActionName> Names = new(StringComparer.Ordinal)
    {
        ["OutputExpression"] = ActionName.OutputExpression,
        ["EvaluateRule"] = ActionName.EvaluateRule,
    };

    /// <summary>Reads one action; faults are added to the reader's bag.</summary>
    /// <param name="actions">The object <c>Actions</c>; <see langword="null"/> if the rule has none.</param>
    /// <param name="member">The member to read: <c>OnSuccess</c> or <c>OnFailure</c>.</param>
    public static ActionDefinition? Read(ObjectReader? actions, string member)
    {
        if (actions?.OptionalObject(member) is not { } action)
            return null;
        var name = ReadName(action);
        var context = name is null ? action.OptionalObject("Context") : action.Object("Context");
        ActionDefinition? definition = (name, context) switch
        {
            (ActionName.OutputExpression, not null) => ReadOutput(context),
            (ActionName.EvaluateRule, not null) => ReadCall(context),
            _ => null,
        };
        if (name is not null)
            context?.Done();
        action.Done();
        return definition;
    }

    private static ActionName? ReadName(ObjectReader action)
    {
        if (action.Text("Name") is not { } word)
            return null;
        if (Names.TryGetValue(word, out var name))
            return name;
        action.ErrorAt("Name", "not-offered", $"the action `{word}` is not offered; {Suggest.Hint(word, Names.Keys, "use `OutputExpression` or `EvaluateRule`")}");
        return null;
    }

    private static OutputDefinition? ReadOutput(ObjectReader context) =>
        context.Required(Spelling(context, "Expression")) is { } expression ? new OutputDefinition(expression) : null;

    private static CallDefinition? ReadCall(ObjectReader context)
    {
        var workflow = context.Required(Spelling(context, "WorkflowName"));
        var rule = context.Required(Spelling(context, "RuleName"));
        var filter = context.OptionalTexts(Spelling(context, "InputFilter"));
        var additional = ParamReader.Read(context, Spelling(context, "AdditionalInputs"));
        if (workflow is null || rule is null || !NodeReading.Is(workflow, SourceKind.String, context.Diagnostics) || !NodeReading.Is(rule, SourceKind.String, context.Diagnostics))
            return null;
        return new CallDefinition(workflow, rule, filter is null ? null : [.. filter.Select(f => f.At)], additional);
    }

    /// <summary>
    /// Returns a member's name as it is written. RulesEngine accepts the members of a context in any case, and its own examples use two spellings.
    /// </summary>
    private static string Spelling(ObjectReader context, string member) =>
        context.Node.Members.Select(m => m.Key).FirstOrDefault(k => string.Equals(k, member, StringComparison.OrdinalIgnoreCase)) ?? member;
}
