using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PolicyEngine.Decimals;

namespace PolicyEngine.Tests.Decimals;

/// <summary>The fast decimal operations have the same results as the plain ones, in every digit and in scale.</summary>
public sealed class QuickDecimalTests
{
    [Property(MaxTest = 3_000, Arbitrary = [typeof(Decimals)])]
    internal bool Arithmetic_is_that_of_the_operators(Pair pair)
    {
        var (left, right) = (pair.Left, pair.Right);
        return AreSame(() => QuickDecimal.Add(left, right), () => left + right)
            && AreSame(() => QuickDecimal.Subtract(left, right), () => left - right)
            && AreSame(() => QuickDecimal.Multiply(left, right), () => left * right)
            && AreSame(() => QuickDecimal.Divide(left, 1 + (pair.Count & 0xFF)), () => left / (1 + (pair.Count & 0xFF)))
            && AreSame(() => QuickDecimal.Divide(left, 100), () => left / 100)
            && (right == 0 || AreSame(() => QuickDecimal.Divide(left, right), () => left / right))
            && AreSame(() => QuickDecimal.Round(DecimalParts.Of(left), pair.Count % 29).ToDecimal(), () => Math.Round(left, pair.Count % 29, MidpointRounding.AwayFromZero));
    }

    [Theory]
    [InlineData("39614081257132168796771975168", "5")] // The quotient is 2^96 ÷ 10, whose digits are one more than fits.
    [InlineData("79228162514264337593543950335", "10")]
    [InlineData("79228162514264337593543950335", "4294967295")]
    [InlineData("79228162514264337593543950335", "4294967296")]
    [InlineData("7.9228162514264337593543950335", "100")]
    [InlineData("0.00000000000000000000000000025", "100")]
    [InlineData("0.079228162514264337593543950335", "100")]
    [InlineData("79.228162514264337593543950330", "100")]
    [InlineData("0.0", "100")]
    [InlineData("0.0000000000000000000000000025", "10")]
    [InlineData("36521739130434782608695652174", "0.0000001")]
    public void Quotients_at_the_edge_of_what_fits_are_those_of_the_operator(string left, string right)
    {
        var (dividend, divisor) = (decimal.Parse(left, CultureInfo.InvariantCulture), decimal.Parse(right, CultureInfo.InvariantCulture));
        Assert.True(AreSame(() => QuickDecimal.Divide(dividend, divisor), () => dividend / divisor));
    }

    [Property(MaxTest = 3_000, Arbitrary = [typeof(Decimals)])]
    internal bool Comparisons_are_those_of_the_operators(Pair pair)
    {
        var (left, right) = (pair.Left, pair.Right);
        return Math.Sign(QuickDecimal.Compare(DecimalParts.Of(left), DecimalParts.Of(right))) == decimal.Compare(left, right)
            && QuickDecimal.IsLess(left, right) == left < right
            && QuickDecimal.IsAtMost(left, right) == left <= right
            && QuickDecimal.IsGreater(left, right) == left > right
            && QuickDecimal.IsAtLeast(left, right) == left >= right;
    }

    [Property(MaxTest = 3_000, Arbitrary = [typeof(Decimals)])]
    internal void Numbers_are_written_as_their_text(Pair pair)
    {
        Span<byte> text = stackalloc byte[DecimalText.MaxLength];
        Assert.Equal(ExactDecimal.ToText(pair.Left), Encoding.ASCII.GetString(text[..DecimalText.Write(pair.Left, text)]));
        Assert.Equal(ExactDecimal.ToWire(pair.Left).ToString(CultureInfo.InvariantCulture), Encoding.ASCII.GetString(text[..DecimalText.WriteWire(DecimalParts.Of(pair.Left), text)]));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("0.1")]
    [InlineData("-0.01")]
    [InlineData("-12.50")]
    [InlineData("100.00")]
    [InlineData("18446744073709551615")]
    [InlineData("-1844674407370955161.5")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("-0.0000000018446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("-7.9228162514264337593543950335")]
    public void Numbers_at_the_edge_of_a_form_are_written_as_their_text(string number) =>
        Numbers_are_written_as_their_text(new Pair(decimal.Parse(number, CultureInfo.InvariantCulture), 0, 0));

    private static bool AreSame(Func<decimal> quick, Func<decimal> plain) => Bits(quick).SequenceEqual(Bits(plain));

    /// <summary>Returns the bits of a result; an empty array when it is too large.</summary>
    private static int[] Bits(Func<decimal> compute)
    {
        try
        {
            return decimal.GetBits(compute());
        }
        catch (OverflowException)
        {
            return [];
        }
    }

    /// <summary>Two decimals, often close to each other, and a number of items.</summary>
    internal sealed record Pair(decimal Left, decimal Right, int Count);

    private static class Decimals
    {
        public static Arbitrary<Pair> Pairs() =>
            (from left in Any() from other in Any() from near in Gen.Choose(0, 3) from ulps in Gen.Choose(-2, 2) from count in Gen.Choose(0, 1_000) select new Pair(left, near == 0 ? Near(left, ulps) : other, count)).ToArbitrary();

        private static Gen<decimal> Any() =>
            from low in Digits()
            from mid in Digits()
            from high in Digits()
            from size in Gen.Choose(0, 4)
            from scale in Gen.OneOf(Gen.Choose(0, 4), Gen.Choose(0, 28))
            from isNegative in Gen.Elements(false, false, false, true)
            select new decimal(size == 0 ? low & 0xFFF : low, size > 1 ? mid : 0, size > 3 ? high : 0, isNegative, (byte)scale);

        private static Gen<int> Digits() => Gen.OneOf(Gen.Constant(0), Gen.Constant(-1), Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(0, 1_000).Select(n => n * 1_000_000));

        private static decimal Near(decimal value, int ulps) =>
            Math.Abs(value) < decimal.MaxValue - 2 ? value + new decimal(Math.Abs(ulps), 0, 0, ulps < 0, value.Scale) : value;
    }
}
