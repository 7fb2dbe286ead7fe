using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>A text that was found to be a key.</summary>
/// <param name="Text">The key as presented.</param>
/// <param name="Key">The key.</param>
/// <param name="Secret">The one of its secrets that it is.</param>
internal sealed record RecognizedKey(string Text, KeyRecord Key, KeySecret Secret)
{
    /// <summary>Whether another text is the same, in a time that does not tell where they differ.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(text.AsSpan()), MemoryMarshal.AsBytes(Text.AsSpan()));

    /// <summary>Nothing of it: the text lets in whoever has it.</summary>
    public override string ToString() => nameof(RecognizedKey);
}
