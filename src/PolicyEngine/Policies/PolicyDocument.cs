using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>A policy of one of the four kinds, as read.</summary>
public sealed record PolicyDocument : Document
{
    internal PolicyDocument(DocumentHeader header, PolicyContent content)
        : base(header.Kind, header.Id, header.Title) => Content = content;

    /// <summary>The id of the fact model that the policy reads.</summary>
    public required string Model { get; init; }

    /// <summary>The policies whose results it reads, and the names it gives them.</summary>
    public required IReadOnlyList<PolicyRead> Reads { get; init; }

    /// <summary>The grades of the composite score of a weighting policy; <see langword="null"/> for other kinds.</summary>
    public GradeScale? Grades => Content.Weighting?.Grades;

    /// <summary>The content that is compiled.</summary>
    internal PolicyContent Content { get; }
}

/// <summary>The content of a policy as read.</summary>
/// <param name="Root">The document's root, for places in diagnostics.</param>
/// <param name="Parameters">The policy's named constants.</param>
/// <param name="Workflow">The policy's rules; <see langword="null"/> for a weighting policy without rules, or if they could not be read.</param>
/// <param name="Weighting">The scores of a weighting policy; <see langword="null"/> for other kinds.</param>
internal sealed record PolicyContent(SourceNode Root, ParameterSet Parameters, WorkflowLibrary? Workflow, WeightingContent? Weighting)
{
    /// <summary>The policy's own tests.</summary>
    public PolicyTests Tests { get; init; } = PolicyTests.None;
}

/// <summary>A policy whose results another policy reads.</summary>
/// <param name="Name">The name by which expressions reach the results.</param>
/// <param name="Policy">The id of the policy whose results are read.</param>
public sealed record PolicyRead(string Name, string Policy);
