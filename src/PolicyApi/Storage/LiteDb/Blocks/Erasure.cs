namespace PolicyApi.Storage.LiteDb.Blocks;

/// <summary>What an erasure writes over a decision.</summary>
/// <param name="Place">Where the decision lies.</param>
/// <param name="Slot">Its new slot.</param>
/// <param name="BodyLength">How many zeros stand for its body.</param>
internal sealed record Erasure(BlockPlace Place, byte[] Slot, int BodyLength);
