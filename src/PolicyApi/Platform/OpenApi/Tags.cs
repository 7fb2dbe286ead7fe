namespace PolicyApi.Platform.OpenApi;

/// <summary>The tags of the OpenAPI document; their descriptions say whom each is for.</summary>
internal static class Tags
{
    /// <summary>Decisions of one policy.</summary>
    public const string Decisions = "Decisions";

    /// <summary>Appraisals by a scheme.</summary>
    public const string Appraisals = "Appraisals";

    /// <summary>Jobs.</summary>
    public const string Jobs = "Jobs";

    /// <summary>Fact models.</summary>
    public const string Models = "Models";

    /// <summary>Policies.</summary>
    public const string Policies = "Policies";

    /// <summary>Schemes.</summary>
    public const string Schemes = "Schemes";

    /// <summary>Report templates.</summary>
    public const string Templates = "Templates";

    /// <summary>Schemas and functions for editors of documents.</summary>
    public const string Editing = "Editing";

    /// <summary>Export and import of whole catalogues.</summary>
    public const string Catalogue = "Catalogue";

    /// <summary>Keys and roles.</summary>
    public const string Access = "Access";

    /// <summary>The audit log.</summary>
    public const string Audit = "Audit";

    /// <summary>Personal data.</summary>
    public const string Privacy = "Privacy";

    /// <summary>Probes.</summary>
    public const string Health = "Health";

    /// <summary>Every tag in the order of the document, with its description.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (Appraisals, "**For systems that post a year's data, and for readers of the result.** A scheme appraises one manager, or a stream of them: scores, grade, promotion, training and rewards, each with its reason, and a report as HTML or PDF."),
        (Decisions, "**For systems that need a single decision.** One policy decides about one person, or a stream of people, and every stored decision can be read again later."),
        (Jobs, "**For appraising whole companies.** Post all subjects at once, follow the progress, and download the answers in the order of the lines."),
        (Policies, "**For HR.** The rules themselves: weighting, promotion, training, rewards. Save a draft, see what is wrong with it, and publish it with effect from a day."),
        (Schemes, "**For HR.** A scheme names the policies and the report template of one appraisal."),
        (Models, "**For HR and integrators.** A fact model says which facts callers send, and how they are checked."),
        (Templates, "**For HR.** The layout and texts of reports, in English and Chinese."),
        (Editing, "**For HR and developers of editors.** JSON Schemas that complete and check documents as they are written, and every function that expressions can call."),
        (Catalogue, "**For HR, and for keeping policies in git.** Export everything in force as a folder of files, or import a folder of files as one change."),
        (Access, "**For administrators.** Create, rotate and revoke API keys. Every caller can see their own identity and roles."),
        (Audit, "**For auditors.** Who did what, from where and why, as a chain of hashes whose end (the head) is signed."),
        (Privacy, "**For administrators.** Erase everything stored about a person, or everything past its retention period. What remains still proves that nothing else was changed."),
        (Health, "**For operations.** Probes for load balancers and orchestrators."),
    ];
}
