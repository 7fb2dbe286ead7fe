using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows.Writing;

/// <summary>A value that a rule reads, with the constant texts around it prepared.</summary>
internal sealed class PreparedRead
{
    private readonly PathReader _reader;
    private readonly byte[] _path;
    private readonly byte[] _labelEn;
    private readonly byte[] _labelZhCn;

    private PreparedRead(PathReader reader)
    {
        _reader = reader;
        _path = [.. "{\"path\":\""u8, .. Utf8Buffer.Encode(reader.Path), .. "\""u8];
        var label = DefaultReasons.LabelOf(reader);
        _labelEn = [.. Utf8Buffer.Encode(label.En), .. " = "u8];
        _labelZhCn = [.. Utf8Buffer.Encode(label.ZhCn), .. " = "u8];
    }

    /// <summary>Prepares the values that a rule reads. Tables and lists among the parameters are never shown.</summary>
    public static PreparedRead[] Of(CompiledRule rule) => [.. rule.Reads.Where(r => r.Constant is not { IsSingle: false }).Select(r => new PreparedRead(r))];

    /// <summary>Returns the value in an evaluation.</summary>
    public FactValue ValueIn(RuleFrame frame) => _reader.Value(frame);

    /// <summary>Writes the label and the value as they appear in a reason.</summary>
    public void WriteInWords(Utf8Buffer to, in FactValue value, bool isChinese)
    {
        to.Add(isChinese ? _labelZhCn : _labelEn);
        (isChinese ? ValueWords.ZhCn : ValueWords.En).Write(to, value);
    }

    /// <summary>Writes the path and the value as listed in an answer; a missing value is omitted.</summary>
    public void WriteJson(Utf8Buffer to, in FactValue value)
    {
        to.Add(_path);
        if (value.Kind != FactValueKind.Missing)
        {
            to.Add(",\"value\":"u8);
            ValueJson.Write(to, value);
        }

        to.Add("}"u8);
    }
}
