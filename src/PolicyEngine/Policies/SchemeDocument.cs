using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>A scheme 考核方案: the policies that make up one appraisal for one role.</summary>
public sealed record SchemeDocument : Document
{
    internal SchemeDocument(DocumentHeader header, SourceNode root)
        : base(header.Kind, header.Id, header.Title) => Root = root;

    /// <summary>The id of the fact model that all its policies read.</summary>
    public required string Model { get; init; }

    /// <summary>The id of the weighting policy.</summary>
    public required string Weighting { get; init; }

    /// <summary>The id of the promotion policy; <see langword="null"/> if there is none.</summary>
    public required string? Promotion { get; init; }

    /// <summary>The id of the training policy; <see langword="null"/> if there is none.</summary>
    public required string? Training { get; init; }

    /// <summary>The id of the reward policy; <see langword="null"/> if there is none.</summary>
    public required string? Reward { get; init; }

    /// <summary>The id of the report template; <see langword="null"/> if there is none.</summary>
    public required string? Template { get; init; }

    /// <summary>The document's root, for places in diagnostics.</summary>
    internal SourceNode Root { get; }

    /// <summary>Reads a scheme; faults are added to the reader's bag.</summary>
    internal static SchemeDocument? Read(ObjectReader reader, DocumentHeader header)
    {
        var (model, weighting) = (reader.Id("model"), reader.Id("weighting"));
        var (promotion, training, reward, template) =
            (reader.OptionalId("promotion"), reader.OptionalId("training"), reader.OptionalId("reward"), reader.OptionalId("template"));
        reader.Done();
        return model is null || weighting is null
            ? null
            : new SchemeDocument(header, reader.Node)
            {
                Canonical = header.Canonical,
                Sha256 = header.Sha256,
                Model = model,
                Weighting = weighting,
                Promotion = promotion,
                Training = training,
                Reward = reward,
                Template = template,
            };
    }
}
