using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>A text that was recognized as a valid key.</summary>
/// <param name="Text">The key as presented.</param>
/// <param name="Key">The key.</param>
/// <param name="Secret">The one of its secrets that was presented.</param>
internal sealed record RecognizedKey(string Text, KeyRecord Key, KeySecret Secret)
{
    /// <summary>Whether another text is the same, compared in constant time.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(text.AsSpan()), MemoryMarshal.AsBytes(Text.AsSpan()));

    /// <summary>Returns a text without the key, which must not get into logs.</summary>
    public override string ToString() => nameof(RecognizedKey);
}
