namespace PolicyApi.Storage.LiteDb;

/// <summary>A file whose data can be kept as it is for a while, so that it can be read outside the <see cref="StoreGate"/> while writing goes on.</summary>
internal interface IHoldable
{
    /// <summary>Bytes of its data.</summary>
    long DataLength { get; }

    /// <summary>Keeps its data as it is, if it can be helped. To be used inside the gate.</summary>
    /// <returns>What <see cref="Release"/> is to be told.</returns>
    long Hold();

    /// <summary>Ends a hold. To be used inside the gate.</summary>
    /// <param name="held">What <see cref="Hold"/> returned.</param>
    /// <returns>Whether the data has stayed as it was.</returns>
    bool Release(long held);

    /// <summary>Reads data; to be used while it is held, also outside the gate.</summary>
    int ReadData(long position, Span<byte> into);
}
