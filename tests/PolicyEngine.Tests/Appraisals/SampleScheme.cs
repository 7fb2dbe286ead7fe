using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Documents;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>The repository's own scheme and its sample managers, with their facts as they are or with some changes.</summary>
internal static class SampleScheme
{
    private static readonly string[] Files = [.. Directory.GetFiles(Path.Combine(DiagnosticExamplesTests.Root, "samples", "managers"), "*.json").Order(StringComparer.Ordinal)];

    /// <summary>The documents, interpreted.</summary>
    public static PolicySet Set { get; } = Compile();

    /// <summary>The same documents, compiled to machine code.</summary>
    public static PolicySet Translated { get; } = CompileTranslated();

    /// <summary>The number of sample managers.</summary>
    public static int Count => Files.Length;

    /// <summary>Returns the facts of a manager.</summary>
    public static byte[] Facts(int manager) => File.ReadAllBytes(Files[manager]);

    /// <summary>Returns the facts of a random manager with a few values missing, duplicated or changed.</summary>
    public static byte[] ChangedFacts(int seed)
    {
        var random = new Random(seed);
        var facts = JsonNode.Parse(Facts(random.Next(Count)))!;
        for (var changes = random.Next(1, 12); changes > 0; changes--)
            Change(facts, random);
        return Encoding.UTF8.GetBytes(facts.ToJsonString());
    }

    /// <summary>Returns the documents, compiled to machine code for the caller alone, who then shares no memory with other tests.</summary>
    public static PolicySet CompileTranslated()
    {
        var set = Compile();
        foreach (var policy in set.Policies)
            policy.Translate();
        return set;
    }

    private static void Change(JsonNode node, Random random)
    {
        while (true)
        {
            if (node is JsonArray { Count: > 0 } list)
            {
                var index = random.Next(list.Count);
                if (list[index] is { } item && random.Next(8) > 0)
                {
                    node = item;
                    continue;
                }

                if (random.Next(2) == 0)
                    list.RemoveAt(index);
                else
                    list.Insert(random.Next(list.Count + 1), list[index]?.DeepClone());
            }
            else if (node is JsonObject { Count: > 0 } members)
            {
                var (name, value) = members.ElementAt(random.Next(members.Count));
                if (value is JsonObject or JsonArray && random.Next(8) > 0)
                {
                    node = value;
                    continue;
                }

                if (value?.GetValueKind() == JsonValueKind.Number && random.Next(3) > 0)
                    members[name] = Changed(value.GetValue<decimal>(), random);
                else if (!string.Equals(name, "managerId", StringComparison.Ordinal))
                    members.Remove(name);
            }

            return;
        }
    }

    private static decimal Changed(decimal number, Random random) => random.Next(5) switch
    {
        0 => 0,
        1 => number * 2,
        2 => Math.Round(number * random.Next(150) / 100, 2),
        3 => number + 1,
        _ => Math.Round(number * 0.995m, 3),
    };

    private static PolicySet Compile()
    {
        // The engine does not render templates, so the reference to one is removed.
        var documents = Directory.EnumerateFiles(Path.Combine(DiagnosticExamplesTests.Root, "policies"), "*.json", SearchOption.AllDirectories)
            .Select(f => File.ReadAllText(f).Replace("\"template\": \"kam-appraisal\"", "\"$schema\": \"none\"", StringComparison.Ordinal))
            .Select(text => new VersionedDocument(DocumentReader.Read(Encoding.UTF8.GetBytes(text)).Document!, 1))
            .ToList();
        var set = PolicySet.Compile(documents, reuse: null, out var diagnostics);
        Assert.Empty(diagnostics.SelectMany(d => d.Value));
        return set;
    }
}
