using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Appraisals.Writing;

/// <summary>Members of JSON objects that are left out when there is nothing to say.</summary>
internal static class Members
{
    /// <summary>Adds a number between what stands before and behind it.</summary>
    public static void AddNumber(this Utf8Buffer to, ReadOnlySpan<byte> before, decimal? number, ReadOnlySpan<byte> behind = default) =>
        to.AddNumber(before, DecimalParts.Of(number), behind);

    /// <summary>Adds a number between what stands before and behind it, if there is one.</summary>
    public static void AddNumber(this Utf8Buffer to, ReadOnlySpan<byte> before, DecimalParts number, ReadOnlySpan<byte> behind = default)
    {
        if (!number.IsSome)
            return;
        to.Add(before, number);
        if (behind.Length > 0)
            to.Add(behind);
    }

    /// <summary>Adds a text, with its quotes, between what stands before and behind it.</summary>
    public static void AddText(this Utf8Buffer to, ReadOnlySpan<byte> before, string? text, ReadOnlySpan<byte> behind = default)
    {
        if (text is null)
            return;
        to.Add(before);
        ValueJson.WriteText(to, text);
        to.Add(behind);
    }

    /// <summary>Adds the list of missing fields, and its name.</summary>
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

    /// <summary>What is written by a method, to be written again and again.</summary>
    public static byte[] Prepare(Action<Utf8Buffer> write)
    {
        var to = new Utf8Buffer();
        write(to);
        return to.Written.ToArray();
    }

    /// <summary>The first member of an object that programs know by an id.</summary>
    public static byte[] Head(string id) => Prepare(to => to.AddText("{\"id\":"u8, id));

    /// <summary>The first members of an object that people know by a title.</summary>
    public static byte[] Head(string id, LocalizedText title, decimal? weight = null) => Prepare(to =>
    {
        to.AddText("{\"id\":"u8, id);
        to.Add(",\"title\":"u8);
        to.AddText(title);
        to.AddNumber(",\"weight\":"u8, weight);
    });
}
