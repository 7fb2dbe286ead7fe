namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>The bytes with which an erasure overwrites a decision.</summary>
/// <param name="Place">The place of the decision.</param>
/// <param name="Slot">Its new slot.</param>
/// <param name="BodyLength">The number of zeros that replace its body.</param>
internal sealed record Erasure(BlockPlace Place, byte[] Slot, int BodyLength);
