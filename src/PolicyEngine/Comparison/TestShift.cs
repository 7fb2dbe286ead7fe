using PolicyEngine.Policies;
using PolicyEngine.Testing;

namespace PolicyEngine.Comparison;

/// <summary>A test whose result differs between the two versions; the tests of both are run on both.</summary>
/// <param name="Test">The test's name.</param>
/// <param name="Of">Which version has the test: <c>before</c>, <c>after</c> or <c>both</c>.</param>
/// <param name="PassedBefore">Whether the version before passes the test.</param>
/// <param name="PassedAfter">Whether the version after passes the test.</param>
/// <param name="Differences">The differences from its expectations, in the version that fails it.</param>
public sealed record TestShift(string Test, TestOwner Of, bool PassedBefore, bool PassedAfter, IReadOnlyList<TestDifference> Differences);

/// <summary>Which version has a test: the one <c>before</c>, the one <c>after</c>, or <c>both</c>, with the same facts and expectations.</summary>
public enum TestOwner
{
    /// <summary>The version before.</summary>
    Before,

    /// <summary>The version after.</summary>
    After,

    /// <summary>Both, with the same facts and expectations.</summary>
    Both,
}

/// <summary>Finds the tests whose result differs between two versions.</summary>
public static class TestShifts
{
    /// <summary>Runs the tests of both versions on both versions.</summary>
    /// <param name="before">The compiled version before.</param>
    /// <param name="after">The compiled version after.</param>
    public static IReadOnlyList<TestShift> Find(CompiledPolicy before, CompiledPolicy after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, @new) = ((PolicyDocument)before.Version.Document, (PolicyDocument)after.Version.Document);
        var shared = old.Content.Tests.Cases.Where(t => @new.Content.Tests.Cases.Any(o => IsSame(t, o))).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Compare(old, before, after).Select(s => s with { Of = shared.Contains(s.Test) ? TestOwner.Both : TestOwner.Before }),
            .. Compare(@new, before, after).Where(s => !shared.Contains(s.Test)).Select(s => s with { Of = TestOwner.After }),
        ];
    }

    private static IEnumerable<TestShift> Compare(PolicyDocument tests, CompiledPolicy before, CompiledPolicy after) =>
        PolicyTestRun.Run(before, tests).Zip(PolicyTestRun.Run(after, tests), (was, isNow) =>
                new TestShift(was.Name, TestOwner.Both, was.Passed, isNow.Passed, isNow.Passed ? was.Differences : isNow.Differences))
            .Where(s => s.PassedBefore != s.PassedAfter);

    private static bool IsSame(PolicyTest left, PolicyTest right) =>
        string.Equals(left.Name, right.Name, StringComparison.Ordinal)
        && TreeDifference.IsSame(left.Facts, right.Facts)
        && TreeDifference.IsSame(left.At["expect"]!, right.At["expect"]!);
}
