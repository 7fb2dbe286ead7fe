using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>
/// Checks that every block of a month exists and follows the previous one, that every seal covers its block's content, and that every decision is what was
/// stored, occurs once, and is in the month it belongs to.
/// </summary>
/// <param name="file">The file of blocks.</param>
/// <param name="month">The month.</param>
/// <param name="noted">Where its seals ended according to the journal; they may continue after it.</param>
/// <param name="problems">Collects the problems.</param>
internal sealed class DecisionInspection(IDataFile file, DateOnly month, NotedSeal? noted, List<string> problems)
{
    private readonly BlockReader _reader = new(file, month);
    private readonly Dictionary<string, long> _seals = new(StringComparer.Ordinal);
    private long _last;
    private string? _lastHash = JournalChain.Start;

    /// <summary>The number of decisions.</summary>
    public long Count { get; private set; }

    /// <summary>The number of seals.</summary>
    public long Seals { get; private set; }

    /// <summary>Checks everything, and returns what is readable: the blocks in order, each with its decisions.</summary>
    public IEnumerable<(BlockHead Block, IReadOnlyList<(DecisionRecord Record, BlockPlace Place)> Decisions)> Run()
    {
        foreach (var block in Blocks())
        {
            LookAtSeal(block);
            if (Rows.Look(() => _reader.Slots(block), $"the block {block.Sequence}", problems) is not { } slots)
                continue;
            List<(DecisionRecord Record, BlockPlace Place)> decisions = [.. slots.Select((s, i) => (Look(block, i, s.Slot, s.Place)!, s.Place)).Where(d => d.Item1 is not null)];
            if (decisions.Count == slots.Count && !string.Equals(DecisionSeals.Root(decisions.Select(d => StoredDecision.Sealed(d.Record))), RootOf(block), StringComparison.Ordinal))
                problems.Add($"the seal {block.Sequence} of {month:yyyy-MM} does not fit the decisions under it");
            yield return (block, decisions);
        }

        if (_last < noted?.Sequence)
            problems.Add($"the seals of {month:yyyy-MM} end with {_last}, and the journal notes {noted.Sequence}: the last ones are missing");
    }

    // After an unreadable block, the next one is searched for at every position where one may start.
    private IEnumerable<BlockHead> Blocks()
    {
        var lost = false;
        for (var position = 0L; position < file.Length;)
        {
            if (BlockHead.Read(file, position) is { } block)
            {
                lost = false;
                position = block.End;
                yield return block;
                continue;
            }

            if (!lost && IsRoom(position))
                yield break;
            if (!lost)
                problems.Add($"the block at byte {position} of {month:yyyy-MM} cannot be read");
            lost = true;
            position += BlockHead.Sector;
        }
    }

    // A damaged month was not opened, so the empty space that a crash left after its last block is still there.
    private bool IsRoom(long position)
    {
        Span<byte> sector = stackalloc byte[BlockHead.Sector];
        for (; position < file.Length; position += sector.Length)
        {
            if (sector[..file.Read(position, sector)].ContainsAnyExcept((byte)0))
                return false;
        }

        return true;
    }

    private void LookAtSeal(BlockHead block)
    {
        Seals++;
        var what = $"the seal {block.Sequence} of {month:yyyy-MM}";
        var follows = block.Sequence == _last + 1;
        if (!follows)
            problems.Add($"{what} comes after {_last}: what is between them is missing");
        _last = block.Sequence;
        var seal = Rows.Look(() => block.ReadSeal(month), what, problems);
        if (seal is not null && follows && _lastHash is not null && !string.Equals(seal.PreviousHash, _lastHash, StringComparison.Ordinal))
            problems.Add($"{what} does not follow the seal before it");
        if (seal is not null && seal.Sequence == noted?.Sequence && !string.Equals(seal.Hash, noted.Hash, StringComparison.Ordinal))
            problems.Add($"{what} is not the one that the journal notes: the month was written anew");
        // After an untrustworthy seal, the link of the next proves nothing.
        _lastHash = seal?.Hash;
    }

    private DecisionRecord? Look(BlockHead block, int index, BlockSlot slot, BlockPlace place)
    {
        Count++;
        var head = Rows.Look(() => DecisionHead.ReadAlone(_reader.PlaceOf(block, index), slot.Head, slot.Hash), "a decision", problems);
        if (head is null)
            return null;
        if (!_seals.TryAdd(head.Id, block.Sequence))
            problems.Add($"the decision `{head.Id}` is under the seal {_seals[head.Id]} of {month:yyyy-MM} and under {block.Sequence}");
        if (DecisionSeals.MonthOf(head.At) != month)
            problems.Add($"the decision `{head.Id}` of {StoredTime.Text(head.At)} lies in the file of {month:yyyy-MM}");
        return Rows.Look(() => _reader.Read(head.Id, place).Record, $"the decision `{head.Id}`", problems) is null ? null : head;
    }

    private string? RootOf(BlockHead block) => Rows.Look(() => block.ReadSeal(month), string.Empty, [])?.Root;
}
