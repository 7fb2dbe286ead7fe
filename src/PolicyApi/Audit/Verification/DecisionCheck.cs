using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyApi.Privacy;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Audit.Verification;

/// <summary>
/// Checks that every seal follows the previous one and matches the answers under it, and that every stored answer is under a seal, matches the keys by
/// which it is
/// found, and was erased only if the journal notes it.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="findings">Collects the problems.</param>
internal sealed class DecisionCheck(IPolicyStore store, FindingBag findings)
{
    private const int SealPage = 500;
    private const int Page = 200;
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = EngineLimits.DeepestJson + 8 };

    private readonly HashSet<UInt128> _sealed = [];
    private readonly Dictionary<DateTimeOffset, ErasedGroup> _erased = [];

    /// <summary>The number of seals read.</summary>
    public long Seals { get; private set; }

    /// <summary>The number of answers read.</summary>
    public long Decisions { get; private set; }

    /// <summary>The hashes of the requested seals that exist.</summary>
    public Dictionary<(DateOnly Month, long Sequence), string> HashesAt { get; } = [];

    /// <summary>Checks the seals and the answers.</summary>
    /// <param name="asked">The seals whose hashes signed heads or the journal name.</param>
    /// <param name="noted">The erasures that the journal notes; <see langword="null"/> if it could not be read to its end.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task RunAsync(
        IReadOnlySet<(DateOnly Month, long Sequence)> asked, IReadOnlyDictionary<DateTimeOffset, ErasedGroup>? noted, CancellationToken cancellation)
    {
        foreach (var month in await findings.TryAsync("decisions", () => store.ListSealMonthsAsync(cancellation)) ?? [])
            await CheckMonthAsync(month, asked, cancellation);
        foreach (var type in Enum.GetValues<DecisionType>())
            await CheckRecordsAsync(type, cancellation);
        if (noted is not null)
            CheckErasures(noted);
    }

    private static string Where(DateOnly month) => $"decisions {month:yyyy-MM}";

    // 128 bits of the hash are enough: two ids that share them do not occur by chance.
    private static UInt128 Short(string id) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private async Task CheckMonthAsync(DateOnly month, IReadOnlySet<(DateOnly Month, long Sequence)> asked, CancellationToken cancellation)
    {
        long last = 0;
        while (true)
        {
            var seals = await findings.TryAsync(Where(month), () => store.ReadSealsAsync(month, last, SealPage, cancellation));
            foreach (var seal in seals ?? [])
            {
                last = seal.Sequence;
                if (asked.Contains((month, last)))
                    HashesAt[(month, last)] = seal.Hash;
                await CheckSealAsync(seal, cancellation);
            }

            if (seals is null)
                findings.Add(Where(month), $"reading stopped after seal {last}; what follows was not checked");
            if (seals is null || seals.Count < SealPage)
                return;
        }
    }

    private async Task CheckSealAsync(DecisionSeal seal, CancellationToken cancellation)
    {
        Seals++;
        if (await findings.TryAsync(Where(seal.Month), () => store.ReadSealedAsync(seal.Month, seal.Sequence, cancellation)) is not { } records)
            return;
        if (records.Count != seal.Count || !string.Equals(DecisionSeals.Root(records), seal.Root, StringComparison.Ordinal))
            findings.Add(Where(seal.Month), $"the answers under seal {seal.Sequence} are not those that were sealed");
        foreach (var record in records)
        {
            _sealed.Add(Short(record.Id));
            if (record.ErasedAt is { } at)
                _erased[at] = (_erased.GetValueOrDefault(at) ?? ErasedGroup.Empty).With(record.Id);
        }
    }

    private async Task CheckRecordsAsync(DecisionType type, CancellationToken cancellation)
    {
        DecisionCursor? after = null;
        while (true)
        {
            var page = await findings.TryAsync("decisions", () => store.ListDecisionsAsync(new DecisionFilter(type), after, Page, cancellation));
            foreach (var record in page ?? [])
                CheckRecord(record);
            if (page is null)
                findings.Add("decisions", $"listing stopped after {Decisions} answers; whether others lack a seal was not checked");
            if (page is null || page.Count < Page)
                return;
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }
    }

    private void CheckRecord(DecisionRecord record)
    {
        Decisions++;
        var where = Where(DecisionSeals.MonthOf(record.At));
        if (!_sealed.Contains(Short(record.Id)))
            findings.Add(where, $"the answer `{record.Id}` has no seal; it was added behind the service's back");
        else if (record.ErasedAt is null && !IsFiledAsItSays(record))
            findings.Add(where, $"the answer `{record.Id}` is filed under another person, document or kind than its body says");
    }

    private static bool IsFiledAsItSays(DecisionRecord record)
    {
        try
        {
            using var body = JsonDocument.Parse(record.Body, Deep);
            return IsFiledAsItSays(record, body.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The body has a form that the service does not write.
            return false;
        }
    }

    private static bool IsFiledAsItSays(DecisionRecord record, JsonElement root)
    {
        var subject = root.GetProperty("subject");
        var (kind, id) = record.Type == DecisionType.Decision ? ("policy", subject) : ("scheme", subject.GetProperty("id"));
        return root.TryGetProperty(kind, out var document)
            && string.Equals(document.GetProperty("id").GetString(), record.DocumentId, StringComparison.Ordinal)
            && string.Equals(id.GetString(), record.Subject, StringComparison.Ordinal)
            && string.Equals(root.GetProperty("id").GetString(), record.Id, StringComparison.Ordinal);
    }

    private void CheckErasures(IReadOnlyDictionary<DateTimeOffset, ErasedGroup> noted)
    {
        foreach (var (at, group) in _erased.OrderBy(e => e.Key))
        {
            if (noted.GetValueOrDefault(at) != group)
                findings.Add("decisions", $"{group.Count} answers have no body since {StoredTime.Text(at)}, and the journal does not note just these; they were taken away past the service");
        }
    }
}
