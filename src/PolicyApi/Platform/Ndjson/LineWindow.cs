using System.Buffers;

namespace PolicyApi.Platform.Ndjson;

/// <summary>Holds the bytes of a stream that are not taken yet in one piece, so that lines that span two of the server's buffers need no joining.</summary>
/// <param name="most">The maximum number of bytes of a line.</param>
internal sealed class LineWindow(int most) : IDisposable
{
    private const int LeastSize = 65_536;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(LeastSize);
    private int _start;
    private int _end;

    /// <summary>The bytes not taken yet; they must not be used after the next <see cref="Fill"/>.</summary>
    public ReadOnlySequence<byte> Rest => new(_bytes, _start, _end - _start);

    /// <summary>Copies as many bytes as there is room for.</summary>
    /// <param name="arrived">The bytes that the server has read.</param>
    /// <returns>The number of bytes copied.</returns>
    public long Fill(ReadOnlySequence<byte> arrived)
    {
        MakeRoom();
        var some = arrived.Slice(0, Math.Min(arrived.Length, _bytes.Length - _end));
        some.CopyTo(_bytes.AsSpan(_end));
        _end += (int)some.Length;
        return some.Length;
    }

    /// <summary>Drops the bytes that were taken.</summary>
    /// <param name="rest">The number of bytes left of <see cref="Rest"/>.</param>
    public void Keep(long rest) => _start = _end - (int)rest;

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes, clearArray: true); // Facts are personal data.

    // Moves the rest to the front. A rest that fills more than half of the array is the beginning of a long line and gets a larger array.
    private void MakeRoom()
    {
        var rest = _bytes.AsSpan(_start, _end - _start);
        if (rest.Length <= _bytes.Length / 2 || _bytes.Length >= most + LeastSize)
        {
            rest.CopyTo(_bytes);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(2 * _bytes.Length, most + LeastSize));
            rest.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = larger;
        }

        (_start, _end) = (0, rest.Length);
    }
}
