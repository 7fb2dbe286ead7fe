using System.Globalization;

namespace PolicyEngine.Facts;

/// <summary>
/// Where the slots of an emitted fact type lie, in bytes from its first field: sixteen bytes each, as a decimal takes, in their order. Before every 64 of
/// them stands a word in which each has a bit: whether its number, boolean or date is given.
/// </summary>
internal static class FactLayout
{
    private const int Slots = 64;
    private const int Word = sizeof(long);
    private const int Stride = sizeof(decimal);

    /// <summary>Where a slot lies.</summary>
    public static int PlaceOf(int slot) => Word + (Stride * slot) + (Word * (int)((uint)slot / Slots));

    /// <summary>Where the word of a slot lies.</summary>
    public static int WordOf(int slot) => (int)((uint)slot / Slots) * (Word + (Stride * Slots));

    /// <summary>The bit of a slot in its word.</summary>
    public static long BitOf(int slot) => 1L << (slot % Slots);

    /// <summary>The field of a slot's word; no expression can spell it.</summary>
    public static string FieldOf(int slot) => string.Create(CultureInfo.InvariantCulture, $"?{slot / Slots}");

    /// <summary>The first slot of each word, in a type of so many slots.</summary>
    public static IEnumerable<int> Words(int slots) => Enumerable.Range(0, slots).Where(s => s % Slots == 0);
}
