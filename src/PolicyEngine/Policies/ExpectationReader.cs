using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>Reads what a test expects. The names in it must be those of the policy.</summary>
internal static class ExpectationReader
{
    private static readonly Dictionary<string, Outcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["met"] = Outcome.Met,
        ["notMet"] = Outcome.NotMet,
        ["undetermined"] = Outcome.Undetermined,
    };

    /// <summary>Reads an expectation; faults are added to the reader's bag.</summary>
    public static TestExpectation Read(ObjectReader reader, TestVocabulary vocabulary)
    {
        var bag = reader.Diagnostics;
        var outcome = reader.OptionalWord("outcome", Outcomes);
        if (outcome is not null && vocabulary.Kind != DocumentKind.PromotionEligibility)
            reader.ErrorAt("outcome", "not-offered", "only a promotion policy has an overall outcome; expect outcomes under `rules`");
        var expectation = new TestExpectation
        {
            Outcome = outcome is { } known ? new(known, reader.Node["outcome"]!) : null,
            Rules = [.. ReadRules(reader.OptionalObject("rules"), vocabulary)],
            Outputs = [.. ReadOutputs(reader.OptionalObject("outputs"), vocabulary)],
            Events = ReadEvents(reader, vocabulary),
            Missing = reader.OptionalTexts("missing") is { } missing ? new([.. missing.Select(m => m.Text)], reader.Node["missing"]!) : null,
            Reasons = [.. ReadReasons(reader.OptionalObject("reasons"), vocabulary)],
            Scores = ReadScores(reader, vocabulary),
        };
        reader.Done();
        if (reader.Node.Members.Count == 0)
            bag.Error(reader.Node, "missing-member", "the test expects nothing; add an expectation, such as `outcome` or `rules`");
        return expectation;
    }

    private static IEnumerable<Named<Outcome>> ReadRules(ObjectReader? rules, TestVocabulary vocabulary)
    {
        foreach (var (rule, node) in rules?.Node.Members ?? [])
        {
            if (CheckRule(rule, node, vocabulary, rules!.Diagnostics) && rules.Word(rule, Outcomes) is { } outcome)
                yield return new(rule, outcome, node);
        }
    }

    private static IEnumerable<Named<object?>> ReadOutputs(ObjectReader? outputs, TestVocabulary vocabulary)
    {
        foreach (var (rule, node) in outputs?.Node.Members ?? [])
        {
            if (!CheckRule(rule, node, vocabulary, outputs!.Diagnostics))
                continue;
            if (!vocabulary.Outputs.Contains(rule))
                outputs.Diagnostics.Error(node, "unknown-output", $"`{rule}` has no output; {Suggest.Hint(rule, vocabulary.Outputs, Listed(vocabulary.Outputs, "no rule of the policy has one"))}");
            else if (TryValue(node, outputs.Diagnostics, out var value))
                yield return new(rule, value, node);
        }
    }

    private static IEnumerable<Named<ExpectedReason>> ReadReasons(ObjectReader? reasons, TestVocabulary vocabulary)
    {
        foreach (var (rule, node) in reasons?.Node.Members ?? [])
        {
            if (!CheckRule(rule, node, vocabulary, reasons!.Diagnostics) || reasons.Object(rule) is not { } texts)
                continue;
            var (en, zhCn) = (texts.OptionalText("en"), texts.OptionalText("zh-CN"));
            texts.Done();
            if (node.Members.Count == 0)
                reasons.Diagnostics.Error(node, "missing-member", "give the reason's text as `en`, as `zh-CN`, or both");
            if (en is not null)
                yield return new(rule, new ExpectedReason("en", en), node["en"]!);
            if (zhCn is not null)
                yield return new(rule, new ExpectedReason("zh-CN", zhCn), node["zh-CN"]!);
        }
    }

    private static Expected<IReadOnlyList<string>>? ReadEvents(ObjectReader reader, TestVocabulary vocabulary)
    {
        if (reader.OptionalTexts("events") is not { } events)
            return null;
        foreach (var (text, at) in events.Where(e => !vocabulary.Events.Contains(e.Text)))
            reader.Diagnostics.Error(at, "unknown-event", $"no rule has the `SuccessEvent` `{text}`; {Suggest.Hint(text, vocabulary.Events, Listed(vocabulary.Events, "the policy has none"))}");
        return new([.. events.Select(e => e.Text)], reader.Node["events"]!);
    }

    private static List<Named<object?>> ReadScores(ObjectReader reader, TestVocabulary vocabulary)
    {
        if (reader.OptionalObject("scores") is not { } scores)
            return [];
        if (vocabulary.Kind != DocumentKind.KpiWeighting)
            reader.ErrorAt("scores", "not-offered", "only a `kpi-weighting` policy has scores; expect `rules` and `outputs`");
        return vocabulary.Weighting is { } weighting ? new ExpectedScoresReader(weighting, reader.Diagnostics).Read(scores) : [];
    }

    private static bool CheckRule(string rule, SourceNode at, TestVocabulary vocabulary, DiagnosticBag bag)
    {
        if (vocabulary.Rules.Contains(rule) && !vocabulary.IsAmbiguous(rule))
            return true;
        bag.Error(at, "unknown-rule", vocabulary.IsAmbiguous(rule)
            ? $"several rules are named `{rule}`; give each its own name, then expect by it"
            : $"the policy has no rule `{rule}`; {Suggest.Hint(rule, vocabulary.Rules, Listed(vocabulary.Rules, "it has none"))}");
        return false;
    }

    /// <summary>
    /// Reads a value of an output: a number, text, boolean, <c>null</c>, or a list of these; returns <see langword="false"/> after reporting anything else.
    /// </summary>
    internal static bool TryValue(SourceNode node, DiagnosticBag bag, out object? value)
    {
        value = node.Kind switch
        {
            SourceKind.Number => NodeReading.Decimal(node, bag),
            SourceKind.String => node.Text,
            SourceKind.Boolean => string.Equals(node.Text, "true", StringComparison.Ordinal),
            SourceKind.Array => node.Items.Select(i => TryValue(i, bag, out var item) ? item : null).ToArray(),
            _ => null,
        };
        if (node.Kind == SourceKind.Object)
            bag.Error(node, "wrong-type", "expected a number, a string, `true`, `false`, `null` or a list of these, found an object");
        return node.Kind != SourceKind.Object && (node.Kind != SourceKind.Number || value is not null);
    }

    private static string Listed(IReadOnlySet<string> names, string none) =>
        names.Count == 0 ? none : $"there are {NamesInWords.Quoted(names)}";
}
