using System.Security.Cryptography;
using System.Text;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Tests.Storage;

/// <summary>A decision in a block, to be changed without the store.</summary>
internal sealed class EditedDecision(byte[] head, byte[] hash, byte[] body)
{
    public byte[] Head { get; set; } = head;

    public byte[] Hash { get; set; } = hash;

    public byte[] Body { get; set; } = body;

    public string HeadText => Encoding.UTF8.GetString(Head);

    /// <summary>Writes another head with a matching hash.</summary>
    public void Rewrite(string head)
    {
        Head = Encoding.UTF8.GetBytes(head);
        Hash = SHA256.HashData(Head);
    }
}

/// <summary>A block to be changed without the store.</summary>
internal sealed class EditedBlock(long sequence, byte[] seal, string sealHash, List<EditedDecision> decisions)
{
    public long Sequence { get; set; } = sequence;

    public byte[] Seal { get; set; } = seal;

    public string SealHash { get; set; } = sealHash;

    public List<EditedDecision> Decisions { get; set; } = decisions;
}

/// <summary>
/// Rewrites a month, as someone could who has its files and knows their format. Data derived from the blocks is left for the store to rebuild.
/// </summary>
internal static class MonthEditor
{
    /// <summary>Changes the only month in a folder.</summary>
    public static void Edit(string folder, Action<List<EditedBlock>> change)
    {
        var month = Directory.EnumerateFiles(folder).Select(f => DecisionFile.MonthOf(Path.GetFileName(f))).OfType<DateOnly>().Single();
        var path = Path.Combine(folder, DecisionFile.BlocksOf(month));
        var blocks = Read(path, month);
        change(blocks);
        Write(path, blocks);
        File.Delete(Path.Combine(folder, DecisionFile.NameOf(month) + ".db"));
        File.Delete(Path.Combine(folder, LiteDbFile.LogName(DecisionFile.NameOf(month))));
    }

    private static List<EditedBlock> Read(string path, DateOnly month)
    {
        using var file = new DiskFile(path);
        var reader = new BlockReader(file, month);
        var blocks = new List<EditedBlock>();
        for (var at = 0L; at < file.Length;)
        {
            var block = BlockHead.Read(file, at)!;
            blocks.Add(new EditedBlock(block.Sequence, block.Seal, block.SealHash, [.. reader.Slots(block).Select(s => new EditedDecision(s.Slot.Head, s.Slot.Hash, Body(file, s.Place, s.Slot)))]));
            at = block.End;
        }

        return blocks;
    }

    private static byte[] Body(DiskFile file, BlockPlace place, BlockSlot slot)
    {
        var body = new byte[slot.BodyLength];
        Assert.Equal(body.Length, file.Read(place.Body, body));
        return body;
    }

    private static void Write(string path, List<EditedBlock> blocks)
    {
        File.Delete(path);
        using var file = new DiskFile(path);
        foreach (var block in blocks)
        {
            var slots = block.Decisions.Select(Slot).ToList();
            var head = new BlockHead(file.Length, block.Sequence, slots.Count, slots.Sum(s => s.Length), block.Decisions.Sum(d => d.Body.Length), block.Seal, block.SealHash);
            var bytes = new byte[head.End - head.Position];
            head.Write(bytes);
            byte[] rest = [.. slots.SelectMany(s => s), .. block.Decisions.SelectMany(d => d.Body)];
            rest.CopyTo(bytes, head.SlotsAt - head.Position);
            file.Write(head.Position, bytes);
        }
    }

    private static byte[] Slot(EditedDecision decision)
    {
        var slot = new byte[BlockSlot.LengthOf(decision.Head.Length)];
        BlockSlot.Write(slot, decision.Head, decision.Hash, decision.Body.Length);
        return slot;
    }
}
