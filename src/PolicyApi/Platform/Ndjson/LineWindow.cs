using System.Buffers;

namespace PolicyApi.Platform.Ndjson;

/// <summary>What of a stream has arrived and was not taken yet, in one piece: lines that the server has put into two of its buffers need not be put together one by one.</summary>
/// <param name="most">Most bytes kept.</param>
internal sealed class LineWindow(int most) : IDisposable
{
    private const int LeastSize = 65_536;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(LeastSize);
    private int _start;
    private int _end;

    /// <summary>What was not taken yet; not to be touched after the next <see cref="Fill"/>.</summary>
    public ReadOnlySequence<byte> Rest => new(_bytes, _start, _end - _start);

    /// <summary>Takes over as much as there is room for.</summary>
    /// <param name="arrived">What the server has read.</param>
    /// <returns>How many bytes were taken over.</returns>
    public long Fill(ReadOnlySequence<byte> arrived)
    {
        MakeRoom();
        var some = arrived.Slice(0, Math.Min(arrived.Length, _bytes.Length - _end));
        some.CopyTo(_bytes.AsSpan(_end));
        _end += (int)some.Length;
        return some.Length;
    }

    /// <summary>Forgets what was taken.</summary>
    /// <param name="rest">What is left of <see cref="Rest"/>.</param>
    public void Keep(long rest) => _start = _end - (int)rest;

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes, clearArray: true); // Facts are personal data.

    // What is left goes to the front; where it fills half of the room, it is the beginning of a long line.
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
