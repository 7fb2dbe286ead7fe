using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>Reads the <c>tests</c> of a policy.</summary>
internal static class PolicyTestsReader
{
    /// <summary>Reads the tests. Faults are added to the reader's bag, and a test that cannot be read is left out.</summary>
    /// <param name="reader">The member <c>tests</c>.</param>
    /// <param name="vocabulary">The names that the tests can use.</param>
    public static PolicyTests Read(ObjectReader reader, TestVocabulary vocabulary)
    {
        var shared = reader.OptionalObject("base")?.Node;
        var cases = reader.Objects("cases") ?? [];
        reader.Done();
        if (cases.Count > PolicyTests.MaxCases)
            reader.ErrorAt("cases", "too-many", $"a policy has at most {PolicyTests.MaxCases} tests, this one has {cases.Count}");
        var names = new UniqueNames(reader.Diagnostics, "test");
        var (tests, bytes) = (new List<PolicyTest>(), 0);
        foreach (var test in cases.Take(PolicyTests.MaxCases).Select(c => ReadCase(c, shared, names, vocabulary)).OfType<PolicyTest>())
        {
            bytes += test.Posted.Length;
            if (bytes > PolicyTests.MaxFactsBytes)
            {
                reader.Diagnostics.Error(test.At, "too-many", $"the facts of the tests have more than {PolicyTests.MaxFactsBytes} bytes together, shared ones counted for each; write smaller facts or fewer tests");
                break;
            }

            tests.Add(test);
        }

        return new PolicyTests(tests);
    }

    private static PolicyTest? ReadCase(ObjectReader reader, SourceNode? shared, UniqueNames names, TestVocabulary vocabulary)
    {
        var name = reader.Text("name", PolicyTests.MaxNameLength);
        if (name is not null)
            names.Add(name, reader.Node["name"]!);
        var changes = reader.OptionalObject("facts")?.Node;
        var expect = reader.Object("expect") is { } expected ? ExpectationReader.Read(expected, vocabulary) : null;
        reader.Done();
        if (shared is null && !reader.Has("facts"))
            reader.Diagnostics.Error(reader.Node, "missing-member", "member `facts` is missing; add it, or write `base` for the facts that all tests share");
        if (name is null || expect is null || (changes ?? shared) is not { } facts)
            return null;
        return new PolicyTest(name, reader.Node, changes is null ? facts : TestFacts.Merge(shared, changes, reader.Diagnostics), expect);
    }
}
