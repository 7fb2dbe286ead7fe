using PolicyApi.Audit.Heads;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Reads all chained data and checks it against its hashes, for consistency, and against signed heads.</summary>
internal static class StoreVerifier
{
    /// <summary>Verifies a store.</summary>
    /// <param name="store">A store that nothing writes to in the meantime.</param>
    /// <param name="heads">Signed heads that were kept elsewhere.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task<VerificationReport> RunAsync(IPolicyStore store, IReadOnlyList<SignedHead> heads, CancellationToken cancellation)
    {
        var findings = new FindingBag();
        var genuine = heads.Where(h => h.IsGenuine()).ToList();
        foreach (var forged in heads.Except(genuine))
            findings.Add("head", $"the head of {StoredTime.Text(forged.At)} is not what was signed; it was not used");
        var journal = new JournalCheck();
        await journal.RunAsync(store, genuine.Select(h => h.Journal.Sequence).ToHashSet(), findings, cancellation);
        var contents = await ContentCheck.RunAsync(store, journal.Contents, journal.IsWhole, findings, cancellation);
        var keys = journal.IsWhole ? await KeyCheck.RunAsync(store, journal.Keys, findings, cancellation) : 0;
        var decisions = new DecisionCheck(store, findings);
        var asked = genuine.SelectMany(h => h.Seals).Select(s => (s.Month, s.Sequence)).Concat(journal.Seals.Values.Select(s => (s.Month, s.Sequence))).ToHashSet();
        await decisions.RunAsync(asked, journal.IsWhole ? journal.Erasures : null, cancellation);
        foreach (var seal in journal.Seals.Values.Where(s => !Same(decisions.HashesAt.GetValueOrDefault((s.Month, s.Sequence)), s.Hash)))
            findings.Add($"decisions {seal.Month:yyyy-MM}", $"seal {seal.Sequence}, which the journal notes, is missing or different: answers were removed, cut off or rewritten");
        foreach (var head in genuine)
            Hold(head, journal, decisions, findings);
        return new VerificationReport(journal.Entries, contents, decisions.Seals, decisions.Decisions, keys, genuine.Count, findings.ToList());
    }

    private static void Hold(SignedHead head, JournalCheck journal, DecisionCheck decisions, FindingBag findings)
    {
        var at = StoredTime.Text(head.At);
        if (head.Journal.Sequence > 0 && !Same(journal.HashesAt.GetValueOrDefault(head.Journal.Sequence), head.Journal.Hash))
            findings.Add(JournalCheck.Where, $"entry {head.Journal.Sequence} is not the one that was signed at {at}: the journal was cut off or rewritten");
        foreach (var seal in head.Seals.Where(s => !Same(decisions.HashesAt.GetValueOrDefault((s.Month, s.Sequence)), s.Hash)))
            findings.Add($"decisions {seal.Month:yyyy-MM}", $"seal {seal.Sequence} is not the one that was signed at {at}: answers were cut off or rewritten");
    }

    private static bool Same(string? actual, string expected) => string.Equals(actual, expected, StringComparison.Ordinal);
}
