using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// The one door through which versions come into force and documents leave it: publishing, scheduling, rolling back, importing
/// and seeding all pass here, and only what has passed can be appended to the journal.
/// </summary>
/// <param name="sets">Compiles, and has the gates for content.</param>
/// <param name="singlePerson">Whether one person may put into force what nobody else has approved.</param>
internal sealed class IntoForce(CompiledSets sets, bool singlePerson)
{
    /// <summary>The actor of the service itself, when it puts into force what ships with it. No caller has such a name: theirs have a prefix.</summary>
    public const string Shipper = "seeder";

    private readonly FittingCheck _fitting = new(sets);

    /// <summary>Lets versions through, or says everything that speaks against it.</summary>
    /// <param name="request">What is to come into force.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<Clearing> ClearAsync(ForceRequest request, CancellationToken cancellationToken)
    {
        var drafted = request.Present.FoldProvisionally(request.Before);
        var stood = request.Versions.Select(v => (Version: v, Basis: BasisOf(drafted, v))).ToList();
        List<NewDocumentEntry> publications = [.. stood.Select(s => Publication(request, drafted, s.Version, s.Basis))];
        var prospective = drafted.FoldProvisionally(publications);

        // The gate for people and the gates for content all say what they have to say.
        List<DocumentProblems> problems =
        [
            .. stood.Where(s => s.Basis is null).Select(s => NotApproved(drafted, s.Version)),
            .. await _fitting.FindProblemsAsync(prospective, request.Versions, request.EffectiveFrom, request.Reuse, cancellationToken),
        ];
        return problems.Count > 0
            ? new Clearing(null, Merged(problems), [])
            : new Clearing(new Cleared([.. request.Before, .. publications]), [], Shift.Of(request.Present, prospective, request.Versions.Select(v => v.Key)));
    }

    /// <summary>Says what speaks against the content of a draft, as if it came into force: what submitting it asks.</summary>
    public Task<IReadOnlyList<DocumentProblems>> TryAsync(ForceRequest request, CancellationToken cancellationToken)
    {
        var drafted = request.Present.FoldProvisionally(request.Before);
        var publications = request.Versions.Select(v => Publication(request, drafted, v, PublicationBasis.SinglePerson));
        return _fitting.FindProblemsAsync(drafted.FoldProvisionally([.. publications]), request.Versions, request.EffectiveFrom, request.Reuse, cancellationToken);
    }

    /// <summary>Lets drafts in that would be fit to come into force together; they do not.</summary>
    /// <param name="request">The drafts, all of them in <see cref="ForceRequest.Before"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<Clearing> ClearDraftsAsync(ForceRequest request, CancellationToken cancellationToken) =>
        await TryAsync(request, cancellationToken) is { Count: > 0 } problems
            ? new Clearing(null, problems, [])
            : new Clearing(new Cleared(request.Before), [], []);

    /// <summary>Lets a document leave, or says what needs it.</summary>
    /// <param name="request">Names the one version that is in force on the first day without it.</param>
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

    /// <returns><see langword="null"/> when somebody has to approve it first.</returns>
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

    /// <summary>Entries that have passed. Nothing else can make one, and the journal takes publications only in one.</summary>
    internal sealed class Cleared
    {
        internal Cleared(IReadOnlyList<NewDocumentEntry> entries) => Entries = entries;

        /// <summary>What is appended, as a whole.</summary>
        public IReadOnlyList<NewDocumentEntry> Entries { get; }
    }
}

/// <summary>What is to come into force, or to leave it.</summary>
/// <param name="Present">The catalogue as it is.</param>
/// <param name="Before">Entries of the same change that come first, such as drafts of an import.</param>
/// <param name="Versions">The versions; at most one of each document.</param>
/// <param name="EffectiveFrom">The first day (UTC).</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Reason">Why, in the words of the actor.</param>
/// <param name="Reuse">A set whose compiled parts may be taken over: that in force now.</param>
internal sealed record ForceRequest(
    CatalogSnapshot Present,
    IReadOnlyList<NewDocumentEntry> Before,
    IReadOnlyList<VersionKey> Versions,
    DateOnly EffectiveFrom,
    DateTimeOffset At,
    string Actor,
    string? Reason,
    PolicySet? Reuse);

/// <summary>How a request ended.</summary>
/// <param name="Cleared">What may be appended; <see langword="null"/> when something speaks against it.</param>
/// <param name="Problems">What speaks against it.</param>
/// <param name="Shifts">Which documents' answers change, and on which days.</param>
internal sealed record Clearing(IntoForce.Cleared? Cleared, IReadOnlyList<DocumentProblems> Problems, IReadOnlyList<Shift> Shifts);
