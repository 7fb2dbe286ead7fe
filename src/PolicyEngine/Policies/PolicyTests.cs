using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>The tests that a policy carries.</summary>
/// <param name="Cases">The tests, in the order in which they are written.</param>
internal sealed record PolicyTests(IReadOnlyList<PolicyTest> Cases)
{
    /// <summary>The maximum number of tests of one policy.</summary>
    public const int MaxCases = 500;

    /// <summary>The maximum size of the facts of all tests together, in bytes. Shared facts count for every test.</summary>
    public const int MaxFactsBytes = 8 * 1024 * 1024;

    /// <summary>The maximum number of characters of a test's name.</summary>
    public const int MaxNameLength = 200;

    /// <summary>No tests.</summary>
    public static PolicyTests None { get; } = new([]);
}

/// <summary>A test: facts, and what the policy must decide on them.</summary>
/// <param name="Name">What the test shows; unique within the policy.</param>
/// <param name="At">The test's JSON object.</param>
/// <param name="Facts">The facts, including the shared ones; every value knows where it was written.</param>
/// <param name="Expect">The expected results. Anything not named is not checked.</param>
internal sealed record PolicyTest(string Name, SourceNode At, SourceNode Facts, TestExpectation Expect)
{
    /// <summary>The facts as a caller would post them, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Posted { get; } = CanonicalJson.Write(Facts);
}

/// <summary>The results that a test expects, each with its place in the document.</summary>
internal sealed record TestExpectation
{
    /// <summary>The joint outcome of all top-level rules of a promotion policy.</summary>
    public Expected<Outcome>? Outcome { get; init; }

    /// <summary>The outcomes by rule.</summary>
    public IReadOnlyList<Named<Outcome>> Rules { get; init; } = [];

    /// <summary>The outputs by rule: a decimal, text, boolean or list of these; <see langword="null"/> for no output.</summary>
    public IReadOnlyList<Named<object?>> Outputs { get; init; } = [];

    /// <summary>All events, in order.</summary>
    public Expected<IReadOnlyList<string>>? Events { get; init; }

    /// <summary>All missing fields, in any order.</summary>
    public Expected<IReadOnlyList<string>>? Missing { get; init; }

    /// <summary>Reasons by rule and language: <c>en</c> or <c>zh-CN</c>.</summary>
    public IReadOnlyList<Named<ExpectedReason>> Reasons { get; init; } = [];

    /// <summary>
    /// The published scores by path, such as <c>composite</c> or <c>quarters.1.K2</c>: a decimal or a grade; <see langword="null"/> for undetermined.
    /// </summary>
    public IReadOnlyList<Named<object?>> Scores { get; init; } = [];
}

/// <summary>An expected value.</summary>
/// <param name="Value">The value.</param>
/// <param name="At">The place of the expectation.</param>
internal sealed record Expected<T>(T Value, SourceNode At);

/// <summary>An expected value of something that has a name.</summary>
/// <param name="Name">The rule, or the path of a score.</param>
/// <param name="Value">The value.</param>
/// <param name="At">The place of the expectation.</param>
internal sealed record Named<T>(string Name, T Value, SourceNode At);

/// <summary>The expected text of a reason in one language.</summary>
/// <param name="Language"><c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Text">The whole text.</param>
internal sealed record ExpectedReason(string Language, string Text);
