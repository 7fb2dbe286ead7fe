using System.Security.Cryptography;

namespace PolicyApi.Storage;

/// <summary>Unpredictable random bytes, fetched from the operating system in large blocks.</summary>
internal static class RandomBlock
{
    private const int Size = 1_024;

    [ThreadStatic]
    private static byte[]? _block;

    [ThreadStatic]
    private static int _used;

    /// <summary>Fills a span with random bytes; each byte of a block is used once and then erased.</summary>
    /// <param name="bytes">The span, at most 1,024 bytes.</param>
    public static void Fill(Span<byte> bytes)
    {
        _block ??= new byte[_used = Size];
        if (_used + bytes.Length > Size)
        {
            RandomNumberGenerator.Fill(_block);
            _used = 0;
        }

        var given = _block.AsSpan(_used, bytes.Length);
        given.CopyTo(bytes);
        given.Clear();
        _used += bytes.Length;
    }
}
