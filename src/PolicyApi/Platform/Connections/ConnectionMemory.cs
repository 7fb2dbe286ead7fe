using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace PolicyApi.Platform.Connections;

/// <summary>
/// The memory pool for the server's connection buffers, in blocks of 16 KiB instead of the default 4 KiB: a stream of lines takes a quarter of the system
/// calls, and a posted record or an answer usually lies in one block. Each open connection holds one block.
/// </summary>
internal sealed class ConnectionMemory : IMemoryPoolFactory<byte>
{
    private const int PieceBytes = 16 * 1024;
    private const int MostFree = 512;

    /// <inheritdoc />
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly Lock _gate = new();

        // The block used last is reused first, because it is still in the processor's cache.
        private readonly Stack<Piece> _free = new();

        public override int MaxBufferSize => PieceBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, PieceBytes);
            lock (_gate)
            {
                if (_free.TryPop(out var piece))
                    return piece;
            }

            return new Piece(this);
        }

        public void Return(Piece piece)
        {
            // Blocks beyond the limit, left from a burst of connections, go to the garbage collector.
            lock (_gate)
            {
                if (_free.Count < MostFree)
                    _free.Push(piece);
            }
        }

        protected override void Dispose(bool disposing)
        {
            lock (_gate)
                _free.Clear();
        }
    }

    private sealed class Piece(Pool pool) : IMemoryOwner<byte>
    {
        // Pinned, because the operating system writes into it.
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(PieceBytes, pinned: true), 0, PieceBytes);

        public void Dispose() => pool.Return(this);
    }
}
