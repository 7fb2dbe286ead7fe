using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace PolicyApi.Platform;

/// <summary>
/// The memory in which the server holds what it reads from and writes to connections, in pieces of 16 KiB where its own have 4: a posted record or an
/// answer lies in one piece, which is read without a copy and sent by one plain call.
/// </summary>
internal sealed class ConnectionMemory : IMemoryPoolFactory<byte>
{
    private const int PieceBytes = 16 * 1024;
    private const int MostFree = 1_024;

    /// <inheritdoc />
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private readonly ConcurrentStack<Piece> _free = new();
        private int _count;

        public override int MaxBufferSize => PieceBytes;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, PieceBytes);
            if (!_free.TryPop(out var piece))
                return new Piece(this);
            Interlocked.Decrement(ref _count);
            return piece;
        }

        public void Return(Piece piece)
        {
            // What a burst of connections needed is let go of.
            if (Interlocked.Increment(ref _count) <= MostFree)
                _free.Push(piece);
            else
                Interlocked.Decrement(ref _count);
        }

        protected override void Dispose(bool disposing) => _free.Clear();
    }

    private sealed class Piece(Pool pool) : IMemoryOwner<byte>
    {
        // Pinned, because the system writes into it.
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(PieceBytes, pinned: true), 0, PieceBytes);

        public void Dispose() => pool.Return(this);
    }
}
