using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>The tests that a policy carries, as read.</summary>
/// <param name="Cases">The tests, in the order written.</param>
internal sealed record PolicyTests(IReadOnlyList<PolicyTest> Cases)
{
    /// <summary>The maximum number of tests of one policy.</summary>
    public const int MaxCases = 500;

    /// <summary>The maximum number of bytes of the facts of all tests together, the shared ones counted for each.</summary>
    public const int MaxFactsBytes = 8 * 1024 * 1024;

    /// <summary>The maximum number of characters of a test's name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>No tests.</summary>
    public static PolicyTests None { get; } = new([]);
}

/// <summary>One test: facts, and what the policy has to answer.</summary>
/// <param name="Name">What it shows; unique within the policy.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Facts">The facts, shared ones included; every value knows where it was written.</param>
/// <param name="Expect">What has to come out. What is not named may be anything.</param>
internal sealed record PolicyTest(string Name, SourceNode At, SourceNode Facts, TestExpectation Expect)
{
    /// <summary>The facts as a caller would post them.</summary>
    public ReadOnlyMemory<byte> Posted { get; } = CanonicalJson.Write(Facts);
}

/// <summary>What a test expects, each with the place where it says so.</summary>
internal sealed record TestExpectation
{
    /// <summary>All top-level rules of a promotion policy together.</summary>
    public Expected<Outcome>? Outcome { get; init; }

    /// <summary>Outcomes by rule.</summary>
    public IReadOnlyList<Named<Outcome>> Rules { get; init; } = [];

    /// <summary>Outputs by rule: a decimal, text, boolean or list of these; <see langword="null"/> for none.</summary>
    public IReadOnlyList<Named<object?>> Outputs { get; init; } = [];

    /// <summary>All events, in order.</summary>
    public Expected<IReadOnlyList<string>>? Events { get; init; }

    /// <summary>All missing fields, in any order.</summary>
    public Expected<IReadOnlyList<string>>? Missing { get; init; }

    /// <summary>Reasons by rule and language: <c>en</c> or <c>zh-CN</c>.</summary>
    public IReadOnlyList<Named<ExpectedReason>> Reasons { get; init; } = [];

    /// <summary>Published scores by path, such as <c>composite</c> or <c>quarters.1.K2</c>: a decimal or a grade; <see langword="null"/> while undetermined.</summary>
    public IReadOnlyList<Named<object?>> Scores { get; init; } = [];
}

/// <summary>A value that has to come out.</summary>
/// <param name="Value">The value.</param>
/// <param name="At">Where the test says so.</param>
internal sealed record Expected<T>(T Value, SourceNode At);

/// <summary>A value that has to come out for something named.</summary>
/// <param name="Name">The rule, or the path of a score.</param>
/// <param name="Value">The value.</param>
/// <param name="At">Where the test says so.</param>
internal sealed record Named<T>(string Name, T Value, SourceNode At);

/// <summary>The whole text of a reason in one language.</summary>
/// <param name="Language"><c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Text">The text.</param>
internal sealed record ExpectedReason(string Language, string Text);
