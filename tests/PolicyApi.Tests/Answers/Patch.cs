using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Answers;

/// <summary>Applies JSON Patch's <c>add</c>, <c>replace</c> and <c>remove</c> to facts.</summary>
internal static class Patch
{
    public static JsonNode Apply(JsonNode facts, JsonArray changes)
    {
        var changed = facts.DeepClone();
        foreach (var change in changes)
            Apply(changed, (string)change!["op"]!, ((string)change["path"]!).Split('/')[1..], change["value"]?.DeepClone());
        return changed;
    }

    private static void Apply(JsonNode root, string operation, string[] path, JsonNode? value)
    {
        var owner = path[..^1].Aggregate(root, (node, step) => node is JsonArray list ? list[Index(step)]! : node[step]!);
        switch (owner)
        {
            case JsonArray list when operation == "add":
                list.Insert(path[^1] == "-" ? list.Count : Index(path[^1]), value);
                break;
            case JsonArray list when operation == "remove":
                list.RemoveAt(Index(path[^1]));
                break;
            case JsonArray list:
                list[Index(path[^1])] = value;
                break;
            case JsonObject members when operation == "remove":
                Assert.True(members.Remove(path[^1]), $"there is no {path[^1]} to remove");
                break;
            default:
                owner[path[^1]] = value;
                break;
        }
    }

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
