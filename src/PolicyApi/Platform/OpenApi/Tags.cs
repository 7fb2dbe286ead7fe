namespace PolicyApi.Platform.OpenApi;

/// <summary>The chapters of the API's document; each says whom it is for.</summary>
internal static class Tags
{
    /// <summary>Decisions of one policy.</summary>
    public const string Decisions = "Decisions";

    /// <summary>Appraisals by a scheme.</summary>
    public const string Appraisals = "Appraisals";

    /// <summary>Bulk work.</summary>
    public const string Jobs = "Jobs";

    /// <summary>Fact models.</summary>
    public const string Models = "Models";

    /// <summary>Policies.</summary>
    public const string Policies = "Policies";

    /// <summary>Schemes.</summary>
    public const string Schemes = "Schemes";

    /// <summary>Report templates.</summary>
    public const string Templates = "Templates";

    /// <summary>What an editor needs.</summary>
    public const string Editing = "Editing";

    /// <summary>Whole catalogues.</summary>
    public const string Catalogue = "Catalogue";

    /// <summary>Keys and roles.</summary>
    public const string Access = "Access";

    /// <summary>The audit log.</summary>
    public const string Audit = "Audit";

    /// <summary>Personal data.</summary>
    public const string Privacy = "Privacy";

    /// <summary>Probes.</summary>
    public const string Health = "Health";

    /// <summary>Every chapter in the order of the document, with its description.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (Appraisals, "**For systems that post a year's data and for whoever reads the result.** A scheme appraises one manager, or a stream of them: scores, grade, promotion, training, rewards, each with its reason, and the report as HTML or PDF."),
        (Decisions, "**For systems that need one answer.** One policy decides on one person, or on a stream of them, and every stored answer can be read again later."),
        (Jobs, "**For systems with whole companies to appraise.** Post all subjects at once, ask how far the work is, download the answers in the order of the lines."),
        (Policies, "**For HR.** The rules themselves: weighting, promotion, training, rewards. Save a draft, look at what is wrong with it, publish it from a day on."),
        (Schemes, "**For HR.** Which policies make up one appraisal."),
        (Models, "**For HR and for whoever builds an integration.** What facts callers send, and what is checked about them."),
        (Templates, "**For HR.** How the report looks, in English and Chinese."),
        (Editing, "**For HR and for whoever builds an editor.** JSON Schemas that complete and check documents as they are written, and everything that expressions can call."),
        (Catalogue, "**For HR and for who keeps policies in git.** Everything in force as a folder of files, and a folder of files brought in as one change."),
        (Access, "**For administrators.** Who may do what: make, rotate and revoke API keys; anybody may ask who they are here."),
        (Audit, "**For auditors.** Who did what, from where and why, in a chain of hashes, and where it ends, signed."),
        (Privacy, "**For administrators.** Erase what is stored about a person, or is older than it may be; what is left still proves that nothing else was changed."),
        (Health, "**For operations.** Probes for load balancers and orchestrators."),
    ];
}
