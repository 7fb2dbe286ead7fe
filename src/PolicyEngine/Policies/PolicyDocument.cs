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

    /// <summary>The fact model it reads.</summary>
    public required string Model { get; init; }

    /// <summary>Whose results it reads, and under which names.</summary>
    public required IReadOnlyList<PolicyRead> Reads { get; init; }

    /// <summary>The grades of the composite score; <see langword="null"/> unless it is a weighting policy.</summary>
    public GradeScale? Grades => Content.Weighting?.Grades;

    /// <summary>What the policy compiler needs.</summary>
    internal PolicyContent Content { get; }
}

/// <summary>The content of a policy as read.</summary>
/// <param name="Root">The document's root, for places in diagnostics.</param>
/// <param name="Parameters">Its named constants.</param>
/// <param name="Workflow">Its rules; a weighting policy may do without.</param>
/// <param name="Weighting">The scores of a weighting policy; <see langword="null"/> for other kinds.</param>
internal sealed record PolicyContent(SourceNode Root, ParameterSet Parameters, WorkflowLibrary? Workflow, WeightingContent? Weighting)
{
    /// <summary>The tests it carries.</summary>
    public PolicyTests Tests { get; init; } = PolicyTests.None;
}

/// <summary>A policy whose results another policy reads.</summary>
/// <param name="Name">The name by which expressions reach them.</param>
/// <param name="Policy">The id of the policy read.</param>
public sealed record PolicyRead(string Name, string Policy);
