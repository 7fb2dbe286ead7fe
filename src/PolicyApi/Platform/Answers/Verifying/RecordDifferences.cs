using System.Text.Json;
using PolicyApi.Platform.Json;

namespace PolicyApi.Platform.Answers.Verifying;

/// <summary>Finds where two JSON values differ.</summary>
internal static class RecordDifferences
{
    private const int Most = 100;

    /// <summary>Returns the places where two values differ, in the order of the stored value; at most 100.</summary>
    /// <param name="stored">The stored value.</param>
    /// <param name="now">The value as computed now.</param>
    /// <param name="showsValues">Whether to include the values themselves.</param>
    public static IReadOnlyList<AnswerDifference> Find(JsonElement stored, JsonElement now, bool showsValues) =>
        [.. Compare(string.Empty, stored, now).Take(Most).Select(d => showsValues ? d : d with { Stored = null, Now = null })];

    private static IEnumerable<AnswerDifference> Compare(string pointer, JsonElement stored, JsonElement now)
    {
        if (stored.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
            return CompareObjects(pointer, stored, now);
        if (stored.ValueKind == JsonValueKind.Array && now.ValueKind == JsonValueKind.Array)
            return CompareArrays(pointer, stored, now);

        // Compared as text, because the hash is computed over bytes: 1.0 and 1 differ.
        return string.Equals(stored.GetRawText(), now.GetRawText(), StringComparison.Ordinal) ? [] : [new AnswerDifference(pointer, Raw(stored), Raw(now))];
    }

    private static IEnumerable<AnswerDifference> CompareObjects(string pointer, JsonElement stored, JsonElement now)
    {
        foreach (var member in stored.EnumerateObject())
        {
            var place = $"{pointer}/{Escape(member.Name)}";
            var found = now.TryGetProperty(member.Name, out var other) ? Compare(place, member.Value, other) : [new AnswerDifference(place, Raw(member.Value))];
            foreach (var difference in found)
                yield return difference;
        }

        foreach (var member in now.EnumerateObject().Where(m => !stored.TryGetProperty(m.Name, out _)))
            yield return new AnswerDifference($"{pointer}/{Escape(member.Name)}", Now: Raw(member.Value));
    }

    private static IEnumerable<AnswerDifference> CompareArrays(string pointer, JsonElement stored, JsonElement now)
    {
        var (before, after) = (stored.GetArrayLength(), now.GetArrayLength());
        for (var i = 0; i < Math.Max(before, after); i++)
        {
            var place = $"{pointer}/{i}";
            IEnumerable<AnswerDifference> found = (i < before, i < after) switch
            {
                (true, true) => Compare(place, stored[i], now[i]),
                (true, false) => [new AnswerDifference(place, Raw(stored[i]))],
                _ => [new AnswerDifference(place, Now: Raw(now[i]))],
            };
            foreach (var difference in found)
                yield return difference;
        }
    }

    private static RawJson Raw(JsonElement value) => new(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()));

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
