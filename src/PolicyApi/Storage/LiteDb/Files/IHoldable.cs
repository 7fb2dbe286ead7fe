namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>A file whose data can be held unchanged for a while, so that it can be read outside the <see cref="StoreGate"/> while writing continues.</summary>
internal interface IHoldable
{
    /// <summary>The number of bytes of its data.</summary>
    long DataLength { get; }

    /// <summary>Holds its data unchanged, if possible. Use only inside the gate.</summary>
    /// <returns>The value to pass to <see cref="Release"/>.</returns>
    long Hold();

    /// <summary>Ends a hold. Use only inside the gate.</summary>
    /// <param name="held">The result of <see cref="Hold"/>.</param>
    /// <returns>Whether the data has stayed unchanged.</returns>
    bool Release(long held);

    /// <summary>Reads data; use only while it is held, also outside the gate.</summary>
    int ReadData(long position, Span<byte> into);
}
