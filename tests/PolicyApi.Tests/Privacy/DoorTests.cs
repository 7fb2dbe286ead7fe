using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Privacy;

/// <summary>Masking of personal data cannot be bypassed.</summary>
public sealed class DoorTests
{
    // Verification of the log does not reveal what it reads.
    private static readonly string[] MayRead = ["Privacy", "Storage", Path.Combine("Audit", "Verification")];

    [Fact]
    public void Stored_answers_are_read_through_one_door()
    {
        var source = Path.Combine(Texts.Home, "src", "PolicyApi");
        var readers = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f) is var text && (text.Contains(".FindDecisionAsync(", StringComparison.Ordinal) || text.Contains(".ListDecisionsAsync(", StringComparison.Ordinal)))
            .Select(f => Path.GetRelativePath(source, f))
            .Where(f => !MayRead.Any(room => (f + Path.DirectorySeparatorChar).StartsWith(room + Path.DirectorySeparatorChar, StringComparison.Ordinal)));

        Assert.Empty(readers);
    }
}
