using System.Globalization;

namespace PolicyEngine.Facts;

/// <summary>
/// The offsets of the slots of an emitted fact type, in bytes from its first field: sixteen bytes each, the size of a decimal, in their order. Before every 64 of
/// them is a word with one bit for each, which says whether its number, boolean or date is given.
/// </summary>
internal static class FactLayout
{
    private const int Slots = 64;
    private const int Word = sizeof(long);
    private const int Stride = sizeof(decimal);

    /// <summary>The offset of a slot.</summary>
    public static int PlaceOf(int slot) => Word + (Stride * slot) + (Word * (int)((uint)slot / Slots));

    /// <summary>The offset of the word of a slot.</summary>
    public static int WordOf(int slot) => (int)((uint)slot / Slots) * (Word + (Stride * Slots));

    /// <summary>The bit of a slot in its word.</summary>
    public static long BitOf(int slot) => 1L << (slot % Slots);

    /// <summary>The field of a slot's word; its name cannot be written in an expression.</summary>
    public static string FieldOf(int slot) => string.Create(CultureInfo.InvariantCulture, $"?{slot / Slots}");

    /// <summary>The first slot of each word, in a type with the given number of slots.</summary>
    public static IEnumerable<int> Words(int slots) => Enumerable.Range(0, slots).Where(s => s % Slots == 0);
}
