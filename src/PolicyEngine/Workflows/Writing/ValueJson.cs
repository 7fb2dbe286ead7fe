using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Writing;

/// <summary>Writes values as JSON.</summary>
internal static class ValueJson
{
    /// <summary>Writes a value; <c>null</c> when it is missing.</summary>
    public static void Write(Utf8Buffer to, in FactValue value)
    {
        switch (value.Kind)
        {
            case FactValueKind.Number:
                to.Add(value.Number);
                break;
            case FactValueKind.Boolean:
                to.Add(value.Flag ? "true"u8 : "false"u8);
                break;
            case FactValueKind.Date:
                to.Add("\""u8);
                to.Add(value.Date);
                to.Add("\""u8);
                break;
            case FactValueKind.Reference:
                WriteReference(to, value.Reference!);
                break;
            default:
                to.Add("null"u8);
                break;
        }
    }

    /// <summary>Writes a text in quotes.</summary>
    public static void WriteText(Utf8Buffer to, string text)
    {
        to.Add("\""u8);
        to.AddText(text);
        to.Add("\""u8);
    }

    /// <summary>Writes texts as the items of a list, without brackets.</summary>
    public static void WriteItems(Utf8Buffer to, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (i > 0)
                to.Add(","u8);
            WriteText(to, texts[i]);
        }
    }

    private static void WriteReference(Utf8Buffer to, object value)
    {
        if (value is not Array list)
        {
            WriteText(to, (string)value);
            return;
        }

        to.Add("["u8);
        for (var i = 0; i < list.Length; i++)
        {
            if (i > 0)
                to.Add(","u8);
            Write(to, ItemOf(list, i));
        }

        to.Add("]"u8);
    }

    /// <summary>Returns an item of a list. Whole numbers become decimals, as everywhere in answers.</summary>
    public static FactValue ItemOf(Array list, int index) => list switch
    {
        decimal[] numbers => FactValue.Of(numbers[index]),
        string[] texts => FactValue.Of((object)texts[index]),
        int[] numbers => FactValue.Of((decimal)numbers[index]),
        long[] numbers => FactValue.Of((decimal)numbers[index]),
        _ => FactValue.Of(list.GetValue(index)),
    };
}
