using System.Globalization;
using PolicyEngine.Decimals;
using Scriban.Runtime;

namespace PolicyApi.Reports.Functions;

/// <summary>Functions that format numbers for readers. Unless decimal places are given, a number keeps every digit with which it was published.</summary>
internal static class NumberFunctions
{
    /// <summary>The text in place of a missing number.</summary>
    public const string Nothing = "—";

    private const int MaximumPlaces = 28;

    private static readonly string[] Formats = [.. Enumerable.Range(0, MaximumPlaces + 1).Select(p => string.Create(CultureInfo.InvariantCulture, $"N{p}"))];

    public static void AddTo(ScriptObject all)
    {
        all.SetValue("number", new TemplateFunction(Number, "value", "places?"), readOnly: true);
        all.SetValue("percent", new TemplateFunction(Percent, "value", "places?"), readOnly: true);
        all.SetValue("plain", new TemplateFunction(Plain, "value"), readOnly: true);
        all.SetValue("money", new TemplateFunction(Money, "value", "currency?"), readOnly: true);
    }

    /// <summary><c>number x</c>, <c>number x 2</c>: a number, with grouped digits.</summary>
    private static string Number(Call call) =>
        call.Number(0, "value") is { } value ? Format(call, value, Places(call, 1)) : Nothing;

    /// <summary><c>percent x</c>: a number that is already in percent, such as 121.75 for 121.75 %.</summary>
    private static string Percent(Call call) =>
        call.Number(0, "value") is { } value ? Format(call, value, Places(call, 1)) + (call.Context.Chinese ? "%" : " %") : Nothing;

    /// <summary>
    /// <c>plain x</c>: a value of any type, such as one that a rule read: numbers with every digit, ✓ and ✗ for booleans, lists with commas. Digits are
    /// not grouped,
    /// because the number may be a year.
    /// </summary>
    private static string Plain(Call call) => Plain(call, 0);

    private static string Plain(Call call, int index) => call[index] switch
    {
        null => Nothing,
        bool yes => yes ? "✓" : "✗",
        string text => text,
        ScriptArray list => string.Join(call.Context.Chinese ? "、" : ", ", Enumerable.Range(0, list.Count).Select(i => Plain(new Call(call.Context, call.Span, list), i))),
        _ when call.Number(index, "value") is { } number => number.ToString(call.Context.CurrentCulture),
        _ => Nothing,
    };

    /// <summary>
    /// <c>money x "CNY"</c>: an amount with at least two decimal places. The currency is shown by its ISO code, because symbols are ambiguous.
    /// </summary>
    private static string Money(Call call)
    {
        if (call.Number(0, "value") is not { } value)
            return Nothing;
        var amount = Format(call, value, Math.Max(2, (int)value.Scale));
        return call[1] is null ? amount : Currency(call, call.Text(1, "currency"), amount);
    }

    private static string Currency(Call call, string code, string amount) =>
        call.Context.Chinese && code == "CNY" ? $"{amount} 元" : $"{code} {amount}";

    private static string Format(Call call, decimal value, int? places)
    {
        var shown = places is { } p ? Rounding.Round(value, p) : value;
        return shown.ToString(Formats[places ?? shown.Scale], call.Context.CurrentCulture);
    }

    private static int? Places(Call call, int index) => call.Number(index, "places") switch
    {
        null => null,
        { } places when places == decimal.Truncate(places) && places is >= 0 and <= MaximumPlaces => (int)places,
        _ => throw call.Error($"`places` must be a whole number from 0 to {MaximumPlaces}"),
    };
}
