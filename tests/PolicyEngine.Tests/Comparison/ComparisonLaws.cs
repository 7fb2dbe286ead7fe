using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using PolicyEngine.Comparison;
using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Comparison;

/// <summary>Laws of the structural difference, on generated documents.</summary>
public sealed class ComparisonLaws
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e", "weight/1", "x~y"];

    [Property(MaxTest = 300)]
    public void Equal_contents_do_not_differ(int seed)
    {
        var text = Generated(seed).ToJsonString();

        var found = Difference(text, JsonNode.Parse(text)!.ToJsonString());

        Assert.Empty(found.Found);
        Assert.Empty(found.Patch);
    }

    [Property(MaxTest = 1_000)]
    public void The_patch_applied_to_the_one_gives_the_other(int seed)
    {
        var before = Generated(seed);
        var after = Changed(before, new System.Random(seed ^ 0x5eed));

        var found = Difference(before.ToJsonString(), after.ToJsonString());

        Assert.True(JsonNode.DeepEquals(after, Apply(before, found.Patch)), $"{before.ToJsonString()}\n{after.ToJsonString()}");
        Assert.Equal(JsonNode.DeepEquals(before, after), found.Found.Count == 0);
    }

    [Property(MaxTest = 300)]
    public void What_only_changes_places_is_moved_and_nothing_else(int seed)
    {
        var random = new System.Random(seed);
        var items = Enumerable.Range(0, random.Next(2, 8)).Select(i => new JsonObject { ["id"] = $"i{i}", ["weight"] = i }).ToArray();
        var shuffled = items.Select(i => i.DeepClone()).ToArray();
        random.Shuffle(shuffled);

        var found = Difference(new JsonObject { ["list"] = new JsonArray(items) }.ToJsonString(), new JsonObject { ["list"] = new JsonArray(shuffled) }.ToJsonString());

        Assert.All(found.Found, f => Assert.Equal(DifferenceKind.Moved, f.Kind));
    }

    [Fact]
    public void Lists_of_any_length_are_compared_without_the_square_of_their_length()
    {
        var numbers = Enumerable.Range(0, 40_000).ToArray();
        var (before, after) = (new JsonObject { ["list"] = new JsonArray([.. numbers.Select(n => JsonValue.Create(n))]) }, new JsonObject { ["list"] = new JsonArray([.. numbers.Reverse().Select(n => JsonValue.Create(n))]) });

        Assert.True(JsonNode.DeepEquals(after, Apply(before, Difference(before.ToJsonString(), after.ToJsonString()).Patch)));
    }

    private static TreeDifference Difference(string before, string after)
    {
        var found = new TreeDifference();
        found.Compare(Read(before), Read(after), string.Empty);
        return found;
    }

    private static SourceNode Read(string text) => SourceReader.Read(Encoding.UTF8.GetBytes(text), new DiagnosticBag())!;

    private static JsonObject Generated(int seed)
    {
        var random = new System.Random(seed);
        return Object(random, 3);
    }

    private static JsonNode Value(System.Random random, int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => JsonValue.Create(random.Next(5)),
        1 => JsonValue.Create(random.Next(2) == 0),
        2 or 3 => JsonValue.Create(Names[random.Next(Names.Length)]),
        4 => Object(random, depth - 1),
        5 => NamedList(random, depth - 1),
        _ => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth - 1))]),
    };

    private static JsonObject Object(System.Random random, int depth) =>
        new(Names.Where(_ => random.Next(2) == 0).Select(n => KeyValuePair.Create(n, (JsonNode?)Value(random, depth))));

    private static JsonArray NamedList(System.Random random, int depth) =>
        new([.. Enumerable.Range(0, 6).OrderBy(_ => random.Next()).Take(random.Next(6)).Select(i => new JsonObject { ["id"] = i.ToString(CultureInfo.InvariantCulture), ["v"] = Value(random, depth) })]);

    /// <summary>Returns a document with some values replaced, removed or added, and lists reordered.</summary>
    private static JsonObject Changed(JsonObject before, System.Random random) => (JsonObject)Change(before, random)!;

    private static JsonNode? Change(JsonNode? node, System.Random random)
    {
        switch (node)
        {
            case JsonObject members:
                var changed = new JsonObject(members.Where(_ => random.Next(8) > 0).Select(m => KeyValuePair.Create(m.Key, m.Key == "id" ? m.Value!.DeepClone() : Change(m.Value, random))));
                if (random.Next(3) == 0 && !members.ContainsKey("id"))
                    changed[Names[random.Next(Names.Length)]] = Value(random, 1);
                return changed;
            case JsonArray items:
                var list = items.Where(_ => random.Next(6) > 0).Select(i => Change(i, random)).ToList();
                if (random.Next(3) == 0)
                    list.Insert(random.Next(list.Count + 1), new JsonObject { ["id"] = $"n{random.Next(3)}", ["v"] = 1 });
                if (random.Next(3) == 0)
                    list = [.. list.OrderBy(_ => random.Next())];
                return new JsonArray([.. list]);
            default:
                return random.Next(6) == 0 ? Value(random, 1) : node?.DeepClone();
        }
    }

    /// <summary>Applies a JSON Patch (RFC 6902), as far as the comparison uses it; an independent implementation.</summary>
    private static JsonNode Apply(JsonNode document, IReadOnlyList<PatchOperation> patch)
    {
        var root = document.DeepClone();
        foreach (var operation in patch)
        {
            var moved = operation.From is null ? null : Take(root, operation.From);
            if (operation.Op == "remove")
                Take(root, operation.Path);
            else if (operation.Op == "replace")
                Put(root, operation.Path, Node(operation), replace: true);
            else
                Put(root, operation.Path, operation.Op == "move" ? moved : Node(operation), replace: false);
        }

        return root;
    }

    private static JsonNode? Node(PatchOperation operation) => JsonNode.Parse(CanonicalJson.Write(operation.Value!));

    private static (JsonNode Parent, string Last) Find(JsonNode root, string pointer)
    {
        var tokens = pointer.Split('/').Skip(1).Select(t => t.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        var node = root;
        foreach (var token in tokens.SkipLast(1))
            node = node is JsonArray items ? items[int.Parse(token, CultureInfo.InvariantCulture)]! : node[token]!;
        return (node, tokens[^1]);
    }

    private static JsonNode? Take(JsonNode root, string pointer)
    {
        var (parent, last) = Find(root, pointer);
        if (parent is JsonArray items)
        {
            var index = int.Parse(last, CultureInfo.InvariantCulture);
            var item = items[index];
            items.RemoveAt(index);
            return item;
        }

        var value = parent[last];
        Assert.True(((JsonObject)parent).Remove(last));
        return value;
    }

    private static void Put(JsonNode root, string pointer, JsonNode? value, bool replace)
    {
        var (parent, last) = Find(root, pointer);
        if (parent is JsonObject members)
        {
            Assert.Equal(replace, members.ContainsKey(last));
            members[last] = value;
        }
        else if (replace)
        {
            parent.AsArray()[int.Parse(last, CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent.AsArray().Insert(int.Parse(last, CultureInfo.InvariantCulture), value);
        }
    }
}
