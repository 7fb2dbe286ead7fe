using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Decimals;

namespace PolicyEngine.Documents;

/// <summary>Canonical JSON according to RFC 8785 (JCS): one byte sequence per value, so that a hash identifies the content.</summary>
public static class CanonicalJson
{
    /// <summary>The characters that JSON requires to be escaped in a string.</summary>
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\"\\" + new string([.. Enumerable.Range(0, ' ').Select(c => (char)c)]));

    /// <summary>Writes a value in its canonical form.</summary>
    /// <param name="node">A value without duplicate members and with numbers that pass <see cref="SurvivesAsDouble"/>.</param>
    public static byte[] Write(SourceNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(node, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Returns the SHA-256 hash as 64 lower-case hex digits.</summary>
    /// <param name="bytes">The bytes to hash.</param>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Whether JCS, whose numbers are IEEE 754 doubles, can write a decimal without changing it.</summary>
    /// <param name="value">Any decimal.</param>
    public static bool SurvivesAsDouble(decimal value) =>
        // JCS writes the shortest text of the double, so that text must read back as the same decimal.
        ExactDecimal.TryParse(((double)value).ToString("R", CultureInfo.InvariantCulture), out var back) && back == value;

    /// <summary>Returns a string in quotes, with only the escapes that JSON requires (RFC 8785, 3.2.2.2).</summary>
    /// <param name="text">Any text.</param>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.Append('"').ToString();
    }

    private static void Write(SourceNode node, ArrayBufferWriter<byte> buffer)
    {
        switch (node.Kind)
        {
            case SourceKind.Object:
                WriteObject(node, buffer);
                break;
            case SourceKind.Array:
                WriteArray(node, buffer);
                break;
            case SourceKind.String:
                WriteString(node.Text, buffer);
                break;
            case SourceKind.Number:
                node.TryGetDecimal(out var number);
                Encoding.ASCII.GetBytes(NumberText(number), buffer);
                break;
            default:
                Encoding.ASCII.GetBytes(node.Text, buffer);
                break;
        }
    }

    private static void WriteObject(SourceNode node, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write("{"u8);
        var isFirst = true;
        // RFC 8785, 3.2.3: members are sorted by UTF-16 code units, which is what an ordinal comparison does.
        KeyValuePair<string, SourceNode>[] members = [.. node.Members];
        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        foreach (var (name, value) in members)
        {
            if (!isFirst)
                buffer.Write(","u8);
            isFirst = false;
            WriteString(name, buffer);
            buffer.Write(":"u8);
            Write(value, buffer);
        }

        buffer.Write("}"u8);
    }

    private static void WriteArray(SourceNode node, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write("["u8);
        for (var i = 0; i < node.Items.Count; i++)
        {
            if (i > 0)
                buffer.Write(","u8);
            Write(node.Items[i], buffer);
        }

        buffer.Write("]"u8);
    }

    /// <summary>Returns ECMAScript's Number-to-String form (RFC 8785, 3.2.2.3), made from the decimal's own digits.</summary>
    private static string NumberText(decimal value)
    {
        if (value == 0)
            return "0";
        var plain = ExactDecimal.ToText(Math.Abs(value));
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var digits = plain.Replace(".", string.Empty, StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        var magnitude = (point < 0 ? plain.Length : point) - leading; // value = 0.digits × 10^magnitude
        var sign = value < 0 ? "-" : string.Empty;
        if (magnitude is > -6 and <= 21)
            return sign + plain;

        digits = digits.Trim('0');
        var exponent = magnitude - 1;
        var fraction = digits.Length > 1 ? "." + digits[1..] : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> buffer)
    {
        if (text.AsSpan().ContainsAny(Escaped))
        {
            Encoding.UTF8.GetBytes(Quote(text), buffer);
            return;
        }

        buffer.Write("\""u8);
        Encoding.UTF8.GetBytes(text, buffer);
        buffer.Write("\""u8);
    }
}
