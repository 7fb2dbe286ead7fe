using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Testing;

namespace PolicyEngine.Tests.Testing;

/// <summary>The tests of the policies that ship with the service notice at least nine of ten small changes.</summary>
public sealed class DefaultPolicyTests
{
    private static readonly string Folder = FindFolder();
    private static readonly PolicySet Set = Compile();

    public static TheoryData<string> Policies =>
        [.. Directory.GetDirectories(Folder).Where(d => Path.GetFileName(d) is not ("models" or "schemes")).SelectMany(d => Directory.GetFiles(d, "*.json")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_test_passes_every_outcome_is_seen_and_nine_of_ten_changes_are_noticed(string id)
    {
        var policy = Set.FindPolicy(id)!;

        var report = PolicyTestRun.Run(policy, TestedPolicy.Everything);

        Assert.Empty(TestFactsCheck.FindFaults(policy).Select(f => $"{f.Pointer}: {f.Message}"));
        Assert.Empty(report.Tests.SelectMany(t => t.Differences.Select(d => $"{t.Name}: {d.Message.En}")));
        Assert.Equal(1, report.Coverage.Share);
        Assert.True(report.Mutation!.Score >= 0.9m, $"score {report.Mutation.Score}:\n{string.Join('\n', report.Mutation.Survivors.Select(s => s.Message.En))}");
        // Nearly every change gives a policy that compiles; the few others move a number out of its range.
        Assert.InRange(report.Mutation.Tested, report.Mutation.Found * 0.95, report.Mutation.Found);
    }

    private static PolicySet Compile()
    {
        var documents = Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(f => DocumentReader.Read(File.ReadAllBytes(f)).Document ?? throw new Xunit.Sdk.XunitException($"{f} cannot be read"))
            .Where(d => d.Kind != DocumentKind.Scheme);
        return PolicySet.Compile([.. documents.Select(d => new VersionedDocument(d, 1))], reuse: null, out _);
    }

    private static string FindFolder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "PolicyService.sln")))
            root = root.Parent!;
        return Path.Combine(root.FullName, "policies");
    }
}
