using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace PolicyApi.Platform.Connections;

/// <summary>
/// The memory in which the server holds what it reads from and writes to connections, in pieces of 16 KiB where its own have 4: a stream of lines takes a
/// quarter of the calls to the system, and a posted record or an answer lies in one piece. Each open connection keeps one.
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

        // The one that was used last is the first to be used again: it lies in the processor's cache.
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
            // What a burst of connections needed is let go of.
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
        // Pinned, because the system writes into it.
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(PieceBytes, pinned: true), 0, PieceBytes);

        public void Dispose() => pool.Return(this);
    }
}
