using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// The only way for versions to come into force and for documents to leave it: publishing, scheduling, rolling back, importing
/// and seeding all use it, and the journal accepts only entries that it has cleared.
/// </summary>
/// <param name="sets">Compiles sets, and holds the gates for content.</param>
/// <param name="singlePerson">Whether one person may publish content that nobody else has approved.</param>
internal sealed class IntoForce(CompiledSets sets, bool singlePerson)
{
    /// <summary>
    /// The actor name of the service itself when it publishes the documents that ship with it. Callers cannot have it, because their names have a prefix.
    /// </summary>
    public const string Shipper = "seeder";

    private readonly FittingCheck _fitting = new(sets);

    /// <summary>Clears versions to come into force, or returns everything that prevents it.</summary>
    /// <param name="request">The versions to publish.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<Clearing> ClearAsync(ForceRequest request, CancellationToken cancellationToken)
    {
        var drafted = request.Present.FoldProvisionally(request.Before);
        var stood = request.Versions.Select(v => (Version: v, Basis: BasisOf(drafted, v))).ToList();
        List<NewDocumentEntry> publications = [.. stood.Select(s => Publication(request, drafted, s.Version, s.Basis))];
        var prospective = drafted.FoldProvisionally(publications);

        // The check of approvals and the gates for content all run, so that every problem is reported at once.
        List<DocumentProblems> problems =
        [
            .. stood.Where(s => s.Basis is null).Select(s => NotApproved(drafted, s.Version)),
            .. await _fitting.FindProblemsAsync(prospective, request.Versions, request.EffectiveFrom, request.Reuse, cancellationToken),
        ];
        return problems.Count > 0
            ? new Clearing(null, Merged(problems), [])
            : new Clearing(new Cleared([.. request.Before, .. publications]), [], Shift.Of(request.Present, prospective, request.Versions.Select(v => v.Key)));
    }

    /// <summary>
    /// Returns what would prevent the contents of versions from coming into force, apart from missing approvals; asked when they are submitted.
    /// </summary>
    public Task<IReadOnlyList<DocumentProblems>> TryAsync(ForceRequest request, CancellationToken cancellationToken)
    {
        var drafted = request.Present.FoldProvisionally(request.Before);
        var publications = request.Versions.Select(v => Publication(request, drafted, v, PublicationBasis.SinglePerson));
        return _fitting.FindProblemsAsync(drafted.FoldProvisionally([.. publications]), request.Versions, request.EffectiveFrom, request.Reuse, cancellationToken);
    }

    /// <summary>Clears drafts that could come into force together; they are stored but not published.</summary>
    /// <param name="request">The drafts; their entries are in <see cref="ForceRequest.Before"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<Clearing> ClearDraftsAsync(ForceRequest request, CancellationToken cancellationToken) =>
        await TryAsync(request, cancellationToken) is { Count: > 0 } problems
            ? new Clearing(null, problems, [])
            : new Clearing(new Cleared(request.Before), [], []);

    /// <summary>Clears a document to be withdrawn, or returns the errors of documents that depend on it.</summary>
    /// <param name="request">The withdrawal; its only version is the one in force on the first day without the document.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<Clearing> ClearWithdrawalAsync(ForceRequest request, CancellationToken cancellationToken)
    {
        var version = request.Versions.Single();
        var entry = Publication(request, request.Present, version, null) with { Action = JournalAction.Withdrawn };
        var prospective = request.Present.FoldProvisionally([entry]);
        var problems = await _fitting.FindMissedAsync(request.Present, prospective, request.EffectiveFrom, request.Reuse, cancellationToken);
        return problems.Count > 0
            ? new Clearing(null, problems, [])
            : new Clearing(new Cleared([entry]), [], Shift.Of(request.Present, prospective, [version.Key]));
    }

    /// <returns><see langword="null"/> if someone else must approve the version first.</returns>
    private PublicationBasis? BasisOf(CatalogSnapshot drafted, VersionKey version)
    {
        var history = drafted.Find(version.Key)!;
        var found = history.FindVersion(version.Number)!;
        if (history.IsVouchedFor(found))
            return PublicationBasis.FourEyes;
        if (history.ContributorsOf(version.Number).SequenceEqual([Shipper], StringComparer.Ordinal))
            return PublicationBasis.Shipped;
        return singlePerson ? PublicationBasis.SinglePerson : null;
    }

    private static NewDocumentEntry Publication(ForceRequest request, CatalogSnapshot drafted, VersionKey version, PublicationBasis? basis)
    {
        var history = drafted.Find(version.Key)!;
        return new NewDocumentEntry
        {
            At = request.At,
            Actor = request.Actor,
            Key = version.Key,
            ExpectedRevision = history.Revision,
            Action = JournalAction.Published,
            Version = version.Number,
            ContentSha256 = history.FindVersion(version.Number)!.Sha256,
            EffectiveFrom = request.EffectiveFrom,
            Basis = basis,
            Reason = request.Reason,
        };
    }

    private static DocumentProblems NotApproved(CatalogSnapshot drafted, VersionKey version)
    {
        var found = drafted.Find(version.Key)!.FindVersion(version.Number)!;
        return new DocumentProblems(
            new DocumentPin(version.Key, version.Number, found.Sha256),
            [
                new Diagnostic(
                    DocumentProblems.NotApproved, DiagnosticSeverity.Error, string.Empty, 0, 0,
                    $"version {version.Number} of `{version.Key}` is not approved; someone who did not write it has to approve it as it is now"),
            ]);
    }

    private static IReadOnlyList<DocumentProblems> Merged(IEnumerable<DocumentProblems> problems) =>
    [
        .. problems.GroupBy(p => p.Document).Select(g => new DocumentProblems(g.Key, [.. g.SelectMany(p => p.Diagnostics)]))
            .OrderBy(p => p.Document.Key).ThenBy(p => p.Document.Version),
    ];

    /// <summary>
    /// Entries that are cleared to be appended. Only <see cref="IntoForce"/> creates them; publications can be appended only in this form.
    /// </summary>
    internal sealed class Cleared
    {
        internal Cleared(IReadOnlyList<NewDocumentEntry> entries) => Entries = entries;

        /// <summary>The entries to append, all of them or none.</summary>
        public IReadOnlyList<NewDocumentEntry> Entries { get; }
    }
}

/// <summary>A change of what is in force, to be checked.</summary>
/// <param name="Present">The catalogue before the change.</param>
/// <param name="Before">Entries of the same change that are appended first, such as the drafts of an import.</param>
/// <param name="Versions">The versions to publish or withdraw; at most one per document.</param>
/// <param name="EffectiveFrom">The first day (UTC).</param>
/// <param name="At">The time (UTC) of the entries.</param>
/// <param name="Actor">The actor to record in the journal.</param>
/// <param name="Reason">The actor's reason; <see langword="null"/> for none.</param>
/// <param name="Reuse">A set whose compiled parts may be reused, such as the one in force now; <see langword="null"/> for none.</param>
internal sealed record ForceRequest(
    CatalogSnapshot Present,
    IReadOnlyList<NewDocumentEntry> Before,
    IReadOnlyList<VersionKey> Versions,
    DateOnly EffectiveFrom,
    DateTimeOffset At,
    string Actor,
    string? Reason,
    PolicySet? Reuse);

/// <summary>The outcome of a check.</summary>
/// <param name="Cleared">The entries that may be appended; <see langword="null"/> if there are problems.</param>
/// <param name="Problems">What prevents the change; empty if it is cleared.</param>
/// <param name="Shifts">The documents of which another version will be in force, and on which days; empty if the change is not cleared.</param>
internal sealed record Clearing(IntoForce.Cleared? Cleared, IReadOnlyList<DocumentProblems> Problems, IReadOnlyList<Shift> Shifts);
