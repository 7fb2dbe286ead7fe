using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Testing;

/// <summary>
/// Computes steps. The step of a number is the precision of what it is compared with, or one unit of its last written place if that is not known.
/// </summary>
internal static class Steps
{
    /// <summary>Returns the numbers one step below and one step above.</summary>
    /// <param name="text">A number as written, such as <c>0.80</c> or <c>24</c>.</param>
    /// <param name="step">The step; <see langword="null"/> for one unit of the last written place.</param>
    public static IEnumerable<string> Around(string text, decimal? step)
    {
        if (!ExactDecimal.TryParse(text.TrimEnd('m', 'M', 'd', 'D', 'f', 'F'), out var value))
            yield break;
        var by = step ?? LastPlace(text);
        yield return ExactDecimal.ToText(value - by);
        yield return ExactDecimal.ToText(value + by);
    }

    /// <summary>Returns one unit of the last written place: 0.01 for <c>4.40</c>, 1 for <c>24</c>.</summary>
    public static decimal LastPlace(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : text.Skip(point + 1).TakeWhile(char.IsAsciiDigit).Count();
        return new decimal(1, 0, 0, isNegative: false, (byte)Math.Min(places, 10));
    }

    /// <summary>Returns the smallest such unit of several numbers, so that 4 next to 3.8 moves by 0.1.</summary>
    public static decimal LastPlace(IEnumerable<SourceNode> numbers) => numbers.Select(n => LastPlace(n.Text)).DefaultIfEmpty(1).Min();

    /// <summary>Returns the precision of a field: its <c>multipleOf</c>, or 1 for whole numbers; <see langword="null"/> when the model gives none.</summary>
    public static decimal? Of(FactSchema? field) => field switch
    {
        { MultipleOf: { } multiple } => multiple,
        { Kind: FactKind.Integer } => 1,
        _ => null,
    };

    /// <summary>Returns a number moved by a step, as JSON text.</summary>
    public static string Shift(SourceNode number, decimal by)
    {
        number.TryGetDecimal(out var value);
        return ExactDecimal.Normalize(value + by).ToString(CultureInfo.InvariantCulture);
    }
}
