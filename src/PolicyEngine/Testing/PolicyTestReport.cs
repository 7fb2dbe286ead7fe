using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Testing;

/// <summary>The result of running a policy's tests.</summary>
/// <param name="Policy">The version of the policy.</param>
/// <param name="Model">The version of the fact model used to read the facts.</param>
/// <param name="Passed">The number of tests that passed.</param>
/// <param name="Failed">The number of tests that failed.</param>
/// <param name="Tests">The result of every test, in the order of the policy.</param>
/// <param name="Coverage">Which outcomes of the rules the tests produce.</param>
/// <param name="Mutation">How many small changes to the policy the tests notice; left out if it was not requested, or if a test fails.</param>
public sealed record PolicyTestReport(
    DocumentReference Policy,
    DocumentReference Model,
    int Passed,
    int Failed,
    IReadOnlyList<PolicyTestResult> Tests,
    RuleCoverage Coverage,
    MutationReport? Mutation);

/// <summary>The result of one test.</summary>
/// <param name="Name">The test's name.</param>
/// <param name="Passed">Whether all expectations of the test were met.</param>
/// <param name="Differences">The differences from its expectations. Empty if it passed.</param>
public sealed record PolicyTestResult(string Name, bool Passed, IReadOnlyList<TestDifference> Differences);

/// <summary>One difference from a test's expectations.</summary>
/// <param name="Pointer">An RFC 6901 pointer into the policy's document: to the expectation, or to the fact that could not be read.</param>
/// <param name="Expected">What the test expects: a number, text, boolean or list; left out if it expects no value.</param>
/// <param name="Actual">The actual result: a number, text, boolean, date or list; left out if there is none.</param>
/// <param name="Message">The difference in words.</param>
public sealed record TestDifference(string Pointer, object? Expected, object? Actual, LocalizedText Message);

/// <summary>Which outcomes of the rules the tests produce.</summary>
/// <param name="Seen">The number of possible outcomes that some test produces, summed over the rules.</param>
/// <param name="Possible">
/// The number of possible outcomes, summed over the rules: three for each, except for a rule that is always true: one, or two (met, undetermined) if it has an
/// output.
/// </param>
/// <param name="Share">Seen ÷ possible, 0 to 1, truncated to four decimal places; 1 for a policy without rules.</param>
/// <param name="Rules">Every enabled rule of the main workflow: top-level and nested rules, and rules that it injects from other workflows or calls.</param>
public sealed record RuleCoverage(int Seen, int Possible, decimal Share, IReadOnlyList<RuleSeen> Rules);

/// <summary>How many tests produce each outcome of one rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Title">The rule's display title.</param>
/// <param name="Met">The number of tests in which the rule is met.</param>
/// <param name="NotMet">The number of tests in which the rule is not met.</param>
/// <param name="Undetermined">The number of tests in which the rule is undetermined.</param>
/// <param name="Unseen">The possible outcomes that no test produces.</param>
public sealed record RuleSeen(string Rule, LocalizedText Title, int Met, int NotMet, int Undetermined, IReadOnlyList<Workflows.Outcome> Unseen);

/// <summary>How many small changes (mutations) to a policy its tests notice.</summary>
/// <param name="Found">The number of possible changes.</param>
/// <param name="Tested">The number of changes that were tried and gave a policy that compiles.</param>
/// <param name="Killed">The number of tested changes that make a test fail.</param>
/// <param name="Score">Killed ÷ tested, 0 to 1, truncated to four decimal places; left out if no change was tested.</param>
/// <param name="Sampled">Whether there were more changes than may be tried, so that only an evenly spread sample, always the same, was chosen.</param>
/// <param name="TimeUp">Whether the time ran out before all chosen changes were tried.</param>
/// <param name="Survivors">The tested changes that no test notices, in the order in which they were tried.</param>
public sealed record MutationReport(
    int Found, int Tested, int Killed, decimal? Score, bool Sampled, bool TimeUp, IReadOnlyList<Survivor> Survivors);

/// <summary>A change to the policy that no test notices.</summary>
/// <param name="Kind">What was changed.</param>
/// <param name="Pointer">An RFC 6901 pointer into the policy's document, to what was changed.</param>
/// <param name="Message">The change in words: “no test notices if …”.</param>
public sealed record Survivor(MutationKind Kind, string Pointer, LocalizedText Message);

/// <summary>
/// The kind of a small change to a policy: <c>flip</c>, a comparison or condition reversed, or its boundary included or excluded; <c>shift</c>, a number,
/// weight, grade or switch moved by one step; <c>drop</c>, a condition or rule left out; <c>swap</c>, “and” and “or” exchanged.
/// </summary>
public enum MutationKind
{
    /// <summary>A comparison turned round or its boundary moved in or out, or a negation.</summary>
    Flip,

    /// <summary>A number moved by one step, a weight handed to its neighbour, a grade exchanged for the next, or a switch turned.</summary>
    Shift,

    /// <summary>A condition or a rule left out.</summary>
    Drop,

    /// <summary>"And" and "or" exchanged.</summary>
    Swap,
}

/// <summary>The limits of the work for a mutation score.</summary>
/// <param name="MaxMutants">The maximum number of changes to try; beyond it, an evenly spread sample is tried. 1–5,000.</param>
/// <param name="IsTimeUp">Called before each change; <see langword="true"/> ends the work. A parameter because the engine has no clock of its own.</param>
public sealed record MutationLimits(int MaxMutants, Func<bool> IsTimeUp);
