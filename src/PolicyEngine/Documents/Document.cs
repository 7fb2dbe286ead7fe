namespace PolicyEngine.Documents;

/// <summary>
/// The kind of a document, as in its member <c>kind</c>: <c>fact-model</c>, the facts that callers send; <c>kpi-weighting</c>, scores and grades;
/// <c>promotion-eligibility</c>, gates that must all be met; <c>training-trigger</c>, rules that each propose a training programme; <c>reward</c>, rules that
/// each grant a reward or compute a figure; <c>scheme</c>, the policies of one appraisal; <c>report-template</c>, the layout of a report.
/// </summary>
public enum DocumentKind
{
    /// <summary><c>fact-model</c>: the facts that callers send.</summary>
    FactModel,

    /// <summary><c>kpi-weighting</c>: indicators, weights, roll-up, grades.</summary>
    KpiWeighting,

    /// <summary><c>promotion-eligibility</c>: gates that must all be met.</summary>
    PromotionEligibility,

    /// <summary><c>training-trigger</c>: rules that each propose a training programme.</summary>
    TrainingTrigger,

    /// <summary><c>reward</c>: rules that each grant a reward or compute a figure.</summary>
    Reward,

    /// <summary><c>scheme</c>: the policies that make up one appraisal.</summary>
    Scheme,

    /// <summary><c>report-template</c>: the layout of a report.</summary>
    ReportTemplate,
}

/// <summary>The sections of the catalogue in which documents are kept. The API addresses documents by them.</summary>
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

/// <summary>The content of one document after reading: well-formed in itself, not yet compiled against the documents it refers to.</summary>
/// <param name="Kind">The document's kind.</param>
/// <param name="Id">The document's id, unique within its section.</param>
/// <param name="Title">The display title.</param>
public abstract record Document(DocumentKind Kind, string Id, LocalizedText Title)
{
    /// <summary>The canonical bytes (RFC 8785), which are the content that is stored and hashed.</summary>
    public required ReadOnlyMemory<byte> Canonical { get; init; }

    /// <summary>The SHA-256 hash of <see cref="Canonical"/>, 64 lower-case hex digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The limits that applied when the document was read, and that apply when its content is compiled.</summary>
    public EngineLimits Limits { get; init; } = EngineLimits.Default;

    /// <summary>
    /// Whether the document has errors, so that only part of it could be read. A partial document is compiled only to report more faults, and it is never
    /// stored.
    /// </summary>
    internal bool IsPartial { get; init; }

    /// <summary>The section of the catalogue that the kind belongs to.</summary>
    public CatalogSection Section => Kind switch
    {
        DocumentKind.FactModel => CatalogSection.Models,
        DocumentKind.Scheme => CatalogSection.Schemes,
        DocumentKind.ReportTemplate => CatalogSection.Templates,
        _ => CatalogSection.Policies,
    };
}
