using System.Globalization;

namespace PolicyEngine.Facts;

/// <summary>
/// The memory layout of an emitted fact type, as byte offsets from its first field. Every slot takes sixteen bytes, the size of a decimal, in slot order. A
/// presence word precedes each group of 64 slots: one bit per slot says whether its number, boolean or date is given.
/// </summary>
internal static class FactLayout
{
    private const int Slots = 64;
    private const int Word = sizeof(long);
    private const int Stride = sizeof(decimal);

    /// <summary>Returns the offset of a slot.</summary>
    public static int PlaceOf(int slot) => Word + (Stride * slot) + (Word * (int)((uint)slot / Slots));

    /// <summary>Returns the offset of the presence word that covers a slot.</summary>
    public static int WordOf(int slot) => (int)((uint)slot / Slots) * (Word + (Stride * Slots));

    /// <summary>Returns the bit of a slot in its presence word.</summary>
    public static long BitOf(int slot) => 1L << (slot % Slots);

    /// <summary>Returns the name of the field that holds a slot's presence word. Such a name cannot be written in an expression.</summary>
    public static string FieldOf(int slot) => string.Create(CultureInfo.InvariantCulture, $"?{slot / Slots}");

    /// <summary>Returns the first slot of each presence word, for a type with the given number of slots.</summary>
    public static IEnumerable<int> Words(int slots) => Enumerable.Range(0, slots).Where(s => s % Slots == 0);
}
