using System.Text.Json;

namespace PolicyEngine.Tests.Reference;

/// <summary>One subject's facts as plain values; <see langword="null"/> is a missing value.</summary>
internal sealed record Subject(
    decimal? A, decimal? B, int? I, bool? Flag, bool? Other, string? Name, string? Grade, DateTime? Hired, DateTime? Ends, decimal? X,
    IReadOnlyList<Item>? Items, IReadOnlyList<decimal>? Nums, IReadOnlyList<string>? Tags)
{
    public const string Model =
        """
        {
          "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m", "about": { "id": "id" },
          "schema": {
            "type": "object", "required": ["id"],
            "properties": {
              "id": { "type": "string" }, "a": { "type": "number" }, "b": { "type": "number" }, "i": { "type": "integer" },
              "flag": { "type": "boolean" }, "other": { "type": "boolean" }, "姓名": { "type": "string" }, "grade": { "type": "string", "enum": ["S", "A", "B"] },
              "hired": { "type": "string", "format": "date" }, "ends": { "type": "string", "format": "date" },
              "skills": { "type": "object", "properties": { "x": { "type": "number" } } },
              "items": { "type": "array", "items": { "type": "object", "properties": { "v": { "type": "number" }, "tag": { "type": "string" }, "d": { "type": "string", "format": "date" }, "nums": { "type": "array", "items": { "type": "number" } } } } },
              "nums": { "type": "array", "items": { "type": "number" } },
              "tags": { "type": "array", "items": { "type": "string" } }
            }
          }
        }
        """;

    /// <summary>Returns the facts as posted, without the missing values.</summary>
    public byte[] ToJson()
    {
        var facts = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = "1",
            ["a"] = A,
            ["b"] = B,
            ["i"] = I,
            ["flag"] = Flag,
            ["other"] = Other,
            ["姓名"] = Name,
            ["grade"] = Grade,
            ["hired"] = Day(Hired),
            ["ends"] = Day(Ends),
            ["skills"] = X is null ? null : new { x = X },
            ["items"] = Items?.Select(i => Present(("v", i.V), ("tag", i.Tag), ("d", Day(i.D)), ("nums", i.Nums))),
            ["nums"] = Nums,
            ["tags"] = Tags,
        };
        return JsonSerializer.SerializeToUtf8Bytes(Present([.. facts.Select(f => (f.Key, f.Value))]));
    }

    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToJson());

    private static string? Day(DateTime? date) => date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, object> Present(params (string Name, object? Value)[] members) =>
        members.Where(m => m.Value is not null).ToDictionary(m => m.Name, m => m.Value!, StringComparer.Ordinal);
}

/// <summary>One item of a subject's list.</summary>
internal sealed record Item(decimal? V, string? Tag, DateTime? D, IReadOnlyList<decimal>? Nums);
