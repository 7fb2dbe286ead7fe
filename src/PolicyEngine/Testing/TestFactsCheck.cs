using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;

namespace PolicyEngine.Testing;

/// <summary>Checks the facts of a policy's tests against its model without running the tests.</summary>
public static class TestFactsCheck
{
    /// <summary>Returns every fault and unknown field in the facts of the tests, once for each place in the document.</summary>
    /// <param name="policy">The compiled policy.</param>
    public static IReadOnlyList<Diagnostic> FindFaults(CompiledPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var found = new List<Diagnostic>();
        foreach (var test in ((PolicyDocument)policy.Version.Document).Content.Tests.Cases)
        {
            var report = policy.AsNew(policy.Check(test.Posted), test.Posted.Span); // Only checked, not decided: the policy may have been read only in part.
            found.AddRange(report.Faults.Select(f => Placed(f, test)));
            found.AddRange(report.Ignored.Select(p => Unknown(p, test, policy)));
        }

        return [.. found.Distinct()];
    }

    /// <summary>Returns a fault in facts with the place in the document where the value was written.</summary>
    internal static Diagnostic Placed(Diagnostic fault, PolicyTest test)
    {
        var at = SourceTree.Deepest(test.Facts, fault.Pointer, out _);
        return fault with { Pointer = at.Pointer, Line = at.Line, Column = at.Column };
    }

    private static Diagnostic Unknown(string pointer, PolicyTest test, CompiledPolicy policy)
    {
        var at = SourceTree.Deepest(test.Facts, pointer, out _);
        var tokens = JsonPointer.Split(pointer).ToList();
        var known = FieldsAbove(tokens, policy);
        return new Diagnostic("unknown-field", DiagnosticSeverity.Error, at.Pointer, at.Line, at.Column,
            $"`{tokens[^1]}` is no field that the policy is given; {Suggest.Hint(tokens[^1], known, "take it out, or correct its name")}");
    }

    private static IEnumerable<string> FieldsAbove(List<string> tokens, CompiledPolicy policy)
    {
        var model = policy.Inputs[0].Schema;
        if (tokens.Count == 1)
            return model.Fields.Select(f => f.Name).Concat(policy.ReadNames);
        var schema = policy.Inputs.Skip(1).FirstOrDefault(i => string.Equals(i.Path, tokens[0], StringComparison.Ordinal))?.Schema;
        FactSchema? found = schema ?? model;
        foreach (var token in tokens.Skip(schema is null ? 0 : 1).SkipLast(1))
            found = found?.Kind == FactKind.List ? found.Items : found?.Fields.FirstOrDefault(f => string.Equals(f.Name, token, StringComparison.Ordinal))?.Schema;
        return found?.Fields.Select(f => f.Name) ?? [];
    }
}
