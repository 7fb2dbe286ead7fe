namespace PolicyEngine.Documents;

/// <summary>The kind of a document, as its <c>kind</c> member names it.</summary>
public enum DocumentKind
{
    /// <summary><c>fact-model</c>: what callers send.</summary>
    FactModel,

    /// <summary><c>kpi-weighting</c>: indicators, weights, roll-up, grades.</summary>
    KpiWeighting,

    /// <summary><c>promotion-eligibility</c>: gates that are met together.</summary>
    PromotionEligibility,

    /// <summary><c>training-trigger</c>: rules that each propose a programme.</summary>
    TrainingTrigger,

    /// <summary><c>reward</c>: rules that each grant a reward or give a figure.</summary>
    Reward,

    /// <summary><c>scheme</c>: the policies of one appraisal.</summary>
    Scheme,

    /// <summary><c>report-template</c>: how a report looks.</summary>
    ReportTemplate,
}

/// <summary>The sections of the catalogue in which documents are kept and by which the API addresses them.</summary>
public enum CatalogSection
{
    /// <summary>Fact models.</summary>
    Models,

    /// <summary>Policies of all four kinds.</summary>
    Policies,

    /// <summary>Schemes.</summary>
    Schemes,

    /// <summary>Report templates.</summary>
    Templates,
}

/// <summary>One document's content as read: well-formed in itself, not yet compiled against the documents it refers to.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id, unique within its section.</param>
/// <param name="Title">The display title.</param>
public abstract record Document(DocumentKind Kind, string Id, LocalizedText Title)
{
    /// <summary>The canonical bytes (RFC 8785), the document's content for ever.</summary>
    public required ReadOnlyMemory<byte> Canonical { get; init; }

    /// <summary>SHA-256 of <see cref="Canonical"/>, 64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The limits by which it was read; what it holds is compiled by the same.</summary>
    public EngineLimits Limits { get; init; } = EngineLimits.Default;

    /// <summary>Whether it has errors, so that only a part of it could be read; such a one is compiled to show the faults in it, and never stored.</summary>
    internal bool IsPartial { get; init; }

    /// <summary>The section the kind belongs to.</summary>
    public CatalogSection Section => Kind switch
    {
        DocumentKind.FactModel => CatalogSection.Models,
        DocumentKind.Scheme => CatalogSection.Schemes,
        DocumentKind.ReportTemplate => CatalogSection.Templates,
        _ => CatalogSection.Policies,
    };
}
