using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Privacy;

/// <summary>What masks personal data is of use only while nobody goes around it.</summary>
public sealed class DoorTests
{
    private static readonly string[] MayRead = ["Privacy", "Storage"];

    [Fact]
    public void Stored_answers_are_read_through_one_door()
    {
        var source = Path.Combine(Texts.Home, "src", "PolicyApi");
        var readers = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f) is var text && (text.Contains(".FindDecisionAsync(", StringComparison.Ordinal) || text.Contains(".ListDecisionsAsync(", StringComparison.Ordinal)))
            .Select(f => Path.GetRelativePath(source, f).Split(Path.DirectorySeparatorChar)[0])
            .Distinct();

        Assert.Empty(readers.Except(MayRead, StringComparer.Ordinal));
    }
}
