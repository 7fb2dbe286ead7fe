using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;
using PolicyEngine.Workflows.Telling;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Workflows;

/// <summary>The wording of values in reasons, in one language.</summary>
internal sealed class ValueWords
{
    private const int MostPlaces = 4;
    private const int MostItems = 50;

    private readonly Word _missing;
    private readonly Word _yes;
    private readonly Word _no;
    private readonly Word _separator;
    private readonly Word _more = new("…");

    private ValueWords(string missing, string yes, string no, string separator)
    {
        _missing = new Word(missing);
        _yes = new Word(yes);
        _no = new Word(no);
        _separator = new Word(separator);
    }

    /// <summary>The English wording.</summary>
    public static ValueWords En { get; } = new("(missing)", "yes", "no", ", ");

    /// <summary>The simplified Chinese wording.</summary>
    public static ValueWords ZhCn { get; } = new("（缺失）", "是", "否", "、");

    /// <summary>
    /// Returns a value in words. A number with more than four decimal places is cut, not rounded, and an ellipsis shows the cut: "79.9999… is below 80" is
    /// true, whereas "80 is below 80" is not.
    /// </summary>
    public string Of(object? value)
    {
        var text = new TextBuffer();
        Add(text, value);
        return text.Take();
    }

    /// <summary>Adds a value in the same words to a text.</summary>
    public void Add(TextBuffer to, in FactValue value)
    {
        switch (value.Kind)
        {
            case FactValueKind.Number:
                Add(to, value.Number);
                break;
            case FactValueKind.Boolean:
                to.Add((value.Flag ? _yes : _no).Text);
                break;
            default:
                Add(to, value.ToObject());
                break;
        }
    }

    private void Add(TextBuffer to, object? value)
    {
        switch (value)
        {
            case null:
                to.Add(_missing.Text);
                break;
            case bool flag:
                to.Add((flag ? _yes : _no).Text);
                break;
            case string text:
                to.Add(text.AsSpan(0, Math.Min(text.Length, EvaluationLimits.ReasonLength)));
                to.Add(text.Length > EvaluationLimits.ReasonLength ? _more.Text : string.Empty);
                break;
            case decimal number:
                Add(to, number);
                break;
            case Array items:
                AddItems(to, items);
                break;
            default:
                to.Add(TextOperations.Of(value));
                break;
        }
    }

    private void Add(TextBuffer to, decimal number)
    {
        if (to.Add(number, MostPlaces))
            to.Add(_more.Text);
    }

    private void AddItems(TextBuffer to, Array items)
    {
        for (var i = 0; i < Math.Min(items.Length, MostItems); i++)
        {
            to.Add(i > 0 ? _separator.Text : string.Empty);
            Add(to, items.GetValue(i));
        }

        if (items.Length > MostItems)
        {
            to.Add(_separator.Text);
            to.Add(_more.Text);
        }
    }

    /// <summary>Writes a value in the same words, escaped for a JSON string.</summary>
    /// <returns>The number of characters before escaping.</returns>
    public int Write(Utf8Buffer to, in FactValue value)
    {
        switch (value.Kind)
        {
            case FactValueKind.Missing:
                return _missing.Write(to);
            case FactValueKind.Boolean:
                return (value.Flag ? _yes : _no).Write(to);
            case FactValueKind.Number:
                return Write(to, value.Number);
            case FactValueKind.Date:
                to.Add(value.Date);
                return "2026-01-31".Length;
            default:
                return value.Reference is Array items ? Write(to, items) : Write(to, value.Reference as string ?? TextOperations.Of(value.Reference!));
        }
    }

    private int Write(Utf8Buffer to, decimal number)
    {
        var room = to.Room(DecimalText.MaxLength);
        var length = DecimalText.Write(number, room);
        var point = length > MostPlaces ? room[..length].IndexOf((byte)'.') : -1;
        var isCut = point >= 0 && length - point - 1 > MostPlaces;
        var kept = isCut ? point + 1 + MostPlaces : length;
        to.Count += kept;
        return kept + (isCut ? _more.Write(to) : 0);
    }

    private int Write(Utf8Buffer to, string text)
    {
        var kept = Math.Min(text.Length, EvaluationLimits.ReasonLength);
        to.AddText(text.AsSpan(0, kept));
        return kept + (kept < text.Length ? _more.Write(to) : 0);
    }

    private int Write(Utf8Buffer to, Array items)
    {
        var length = 0;
        for (var i = 0; i < Math.Min(items.Length, MostItems); i++)
            length += (i > 0 ? _separator.Write(to) : 0) + Write(to, ValueJson.ItemOf(items, i));
        return length + (items.Length > MostItems ? _separator.Write(to) + _more.Write(to) : 0);
    }

    /// <summary>A constant word, also encoded for JSON.</summary>
    private sealed record Word(string Text)
    {
        private readonly byte[] _utf8 = Utf8Buffer.Encode(Text);

        public int Write(Utf8Buffer to)
        {
            to.Add(_utf8);
            return Text.Length;
        }
    }
}
