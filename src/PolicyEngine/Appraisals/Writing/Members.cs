using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Appraisals.Writing;

/// <summary>Writes members of JSON objects. A member without a value is left out.</summary>
internal static class Members
{
    /// <summary>Adds a number between two pieces of JSON; nothing without a number.</summary>
    public static void AddNumber(this Utf8Buffer to, ReadOnlySpan<byte> before, decimal? number, ReadOnlySpan<byte> behind = default) =>
        to.AddNumber(before, DecimalParts.Of(number), behind);

    /// <summary>Adds a number between two pieces of JSON; nothing without a number.</summary>
    public static void AddNumber(this Utf8Buffer to, ReadOnlySpan<byte> before, DecimalParts number, ReadOnlySpan<byte> behind = default)
    {
        if (!number.IsSome)
            return;
        to.Add(before, number);
        if (behind.Length > 0)
            to.Add(behind);
    }

    /// <summary>Adds a quoted text between two pieces of JSON; nothing without a text.</summary>
    public static void AddText(this Utf8Buffer to, ReadOnlySpan<byte> before, string? text, ReadOnlySpan<byte> behind = default)
    {
        if (text is null)
            return;
        to.Add(before);
        ValueJson.WriteText(to, text);
        to.Add(behind);
    }

    /// <summary>Adds the member <c>missing</c> with a list of paths.</summary>
    public static void AddMissing(this Utf8Buffer to, IReadOnlyList<string> missing)
    {
        to.Add("\"missing\":["u8);
        ValueJson.WriteItems(to, missing);
        to.Add("]"u8);
    }

    /// <summary>Adds a text in both languages.</summary>
    public static void AddText(this Utf8Buffer to, LocalizedText text)
    {
        to.Add("{\"en\":\""u8);
        ReasonWriter.WriteText(to, text);
        to.Add("\"}"u8);
    }

    /// <summary>Adds a comma before every item but the first.</summary>
    public static void AddComma(this Utf8Buffer to, int item)
    {
        if (item > 0)
            to.Add(","u8);
    }

    /// <summary>Returns the bytes that a method writes, so that they can be written repeatedly.</summary>
    public static byte[] Prepare(Action<Utf8Buffer> write)
    {
        var to = new Utf8Buffer();
        write(to);
        return to.Written.ToArray();
    }

    /// <summary>Prepares the start of an object: its id.</summary>
    public static byte[] Head(string id) => Prepare(to => to.AddText("{\"id\":"u8, id));

    /// <summary>Prepares the start of an object: its id and title, and its weight if there is one.</summary>
    public static byte[] Head(string id, LocalizedText title, decimal? weight = null) => Prepare(to =>
    {
        to.AddText("{\"id\":"u8, id);
        to.Add(",\"title\":"u8);
        to.AddText(title);
        to.AddNumber(",\"weight\":"u8, weight);
    });
}
