using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>Reads the members of a policy that other documents do not have.</summary>
internal static class PolicyReader
{
    /// <summary>The maximum number of policies that one policy reads.</summary>
    public const int MaxReads = 8;

    /// <summary>Reads a policy; faults are added to the reader's bag.</summary>
    public static PolicyDocument? Read(ObjectReader reader, DocumentHeader header)
    {
        var model = reader.Id("model");
        var reads = ReadReads(reader);
        var parameters = ParametersReader.Read(reader.OptionalObject("parameters"), reader.Diagnostics);
        var weighting = header.Kind == DocumentKind.KpiWeighting ? WeightingReader.Read(reader) : null;
        var workflowNode = weighting is null && header.Kind != DocumentKind.KpiWeighting ? reader.Required("workflow") : reader.Optional("workflow");
        var workflow = workflowNode is null ? null : WorkflowReader.Read(workflowNode, reader.Diagnostics);
        var tests = reader.OptionalObject("tests") is { } written ? PolicyTestsReader.Read(written, new TestVocabulary(header.Kind, workflow, weighting)) : PolicyTests.None;
        reader.Done();
        return model is null
            ? null
            : new PolicyDocument(header, new PolicyContent(reader.Node, parameters, workflow, weighting) { Tests = tests })
            {
                Canonical = header.Canonical,
                Sha256 = header.Sha256,
                Model = model,
                Reads = reads,
            };
    }

    private static List<PolicyRead> ReadReads(ObjectReader reader)
    {
        var found = new List<PolicyRead>();
        foreach (var (name, node) in reader.OptionalObject("reads")?.Node.Members ?? [])
        {
            if (!NodeReading.IsName(name) || ReservedNames.IsReserved(name))
                reader.Diagnostics.Error(node, "reserved-name", $"`{name}` cannot be used as a name here; choose another one of letters, digits and _");
            else if (NodeReading.Is(node, SourceKind.String, reader.Diagnostics))
                found.Add(new PolicyRead(name, node.Text));
        }

        if (found.Count > MaxReads)
            reader.ErrorAt("reads", "too-many", $"a policy reads at most {MaxReads} others, this one {found.Count}");
        return found;
    }
}
