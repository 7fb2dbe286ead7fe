using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Documents;

/// <summary>Changes a document as an editor does when its user accepts a suggestion, using only what the diagnostic says.</summary>
internal static partial class Suggested
{
    /// <summary>Returns the text with the name at fault replaced.</summary>
    public static string Apply(string text, Diagnostic fault, string meant)
    {
        var at = OffsetOf(text, fault.Line, fault.Column);
        var wrong = Named().Match(fault.Message).Groups["name"].Value;
        var end = ValueEnd(text, at);
        var member = fault.Pointer[(fault.Pointer.LastIndexOf('/') + 1)..];
        if (fault.Offset is null && (text[at] != '"' || member == wrong))
        {
            var name = text.LastIndexOf($"\"{wrong}\"", at, StringComparison.Ordinal);
            return string.Concat(text.AsSpan(0, name), $"\"{meant}\"", text.AsSpan(name + wrong.Length + 2));
        }

        var value = JsonSerializer.Deserialize<string>(text[at..end])!;
        if (fault.Offset is not { } offset)
            value = meant;
        else if (Never().Match(fault.Message) is { Success: true } never)
            value = value.Replace($"\"{never.Groups["text"].Value}\"", $"\"{meant}\"", StringComparison.Ordinal);
        else
            value = value[..offset] + value[offset..].Replace(wrong, meant, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), JsonSerializer.Serialize(value), text.AsSpan(end));
    }

    /// <summary>
    /// Returns the pointers of the single values that differ between two texts, apart from the place of the fault: its value, or the name of its member.
    /// </summary>
    public static IReadOnlyList<string> Differences(string before, string after, string fault)
    {
        var beside = fault[..(fault.LastIndexOf('/') + 1)];
        var (old, now) = (Leaves(before), Leaves(after));
        var changed = now.Except(old).Select(l => l.Pointer).ToHashSet(StringComparer.Ordinal);
        var gone = old.Except(now).Select(l => l.Pointer).ToHashSet(StringComparer.Ordinal);
        var renamed = changed.FirstOrDefault(p => p.StartsWith(beside, StringComparison.Ordinal))?[beside.Length..].Split('/')[0];
        return [.. changed.Concat(gone).Where(p => !Below(p, fault) && !Below(p, beside + renamed))];
    }

    private static bool Below(string pointer, string root) => pointer == root || pointer.StartsWith(root + "/", StringComparison.Ordinal);

    private static HashSet<(string Pointer, string Value)> Leaves(string text)
    {
        var leaves = new HashSet<(string, string)>();
        using var document = JsonDocument.Parse(text);
        Walk(document.RootElement, string.Empty, leaves);
        return leaves;
    }

    private static void Walk(JsonElement value, string pointer, HashSet<(string, string)> leaves)
    {
        if (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any())
        {
            foreach (var member in value.EnumerateObject())
                Walk(member.Value, $"{pointer}/{member.Name}", leaves);
        }
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
                Walk(item, $"{pointer}/{index}", leaves);
        }
        else
        {
            leaves.Add((pointer, value.GetRawText()));
        }
    }

    private static int OffsetOf(string text, int line, int column)
    {
        var start = 0;
        for (var i = 1; i < line; i++)
            start = text.IndexOf('\n', start) + 1;
        return start + column - 1;
    }

    private static int ValueEnd(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && text[start] == '"' && text[end] != '"')
            end += text[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, text.Length);
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("is never \"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Never();
}
