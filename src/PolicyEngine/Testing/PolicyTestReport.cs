using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Testing;

/// <summary>The result of running a policy's tests.</summary>
/// <param name="Policy">The policy's version.</param>
/// <param name="Model">The version of the fact model used to read the facts.</param>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Failed">How many did not.</param>
/// <param name="Tests">Every test, in the order written.</param>
/// <param name="Coverage">Which rules were seen met, not met and undetermined.</param>
/// <param name="Mutation">How many small changes to the policy the tests notice; <see langword="null"/> if not requested, or if a test fails.</param>
public sealed record PolicyTestReport(
    DocumentReference Policy,
    DocumentReference Model,
    int Passed,
    int Failed,
    IReadOnlyList<PolicyTestResult> Tests,
    RuleCoverage Coverage,
    MutationReport? Mutation);

/// <summary>The result of one test.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Passed">Whether all its expectations were met.</param>
/// <param name="Differences">What differs from its expectations; empty if it passed.</param>
public sealed record PolicyTestResult(string Name, bool Passed, IReadOnlyList<TestDifference> Differences);

/// <summary>One difference from a test's expectations.</summary>
/// <param name="Pointer">RFC 6901 pointer to the expectation, or to the fact that could not be read, in the policy's document.</param>
/// <param name="Expected">What the test expects: a decimal, text, truth or list; <see langword="null"/> for nothing.</param>
/// <param name="Actual">The actual result; <see langword="null"/> for nothing.</param>
/// <param name="Message">The difference in words.</param>
public sealed record TestDifference(string Pointer, object? Expected, object? Actual, LocalizedText Message);

/// <summary>Which outcomes of the rules the tests cover.</summary>
/// <param name="Seen">Rule outcomes seen in any test.</param>
/// <param name="Possible">All possible rule outcomes: met, not met and undetermined for every rule; a rule that is always true can only be met, or undetermined if it has an output.</param>
/// <param name="Share">Seen ÷ possible, 0–1, cut to four places; 1 for a policy without rules.</param>
/// <param name="Rules">Every enabled rule, nested ones included.</param>
public sealed record RuleCoverage(int Seen, int Possible, decimal Share, IReadOnlyList<RuleSeen> Rules);

/// <summary>How often the tests cover each outcome of one rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Title">The display title.</param>
/// <param name="Met">In how many tests it was met.</param>
/// <param name="NotMet">In how many it was not.</param>
/// <param name="Undetermined">In how many it was undetermined.</param>
/// <param name="Unseen">The possible outcomes that no test covers.</param>
public sealed record RuleSeen(string Rule, LocalizedText Title, int Met, int NotMet, int Undetermined, IReadOnlyList<Workflows.Outcome> Unseen);

/// <summary>How many small changes to a policy its tests notice.</summary>
/// <param name="Found">How many changes there are.</param>
/// <param name="Tested">How many of them were tried and gave a policy that compiles.</param>
/// <param name="Killed">How many of those made a test fail.</param>
/// <param name="Score">Killed ÷ tested, 0–1, cut to four places; <see langword="null"/> if there was nothing to change.</param>
/// <param name="Sampled">Whether there were more changes than the limit, so that only an evenly spread sample was tried (always the same one).</param>
/// <param name="TimeUp">Whether the time ran out before all were tried.</param>
/// <param name="Survivors">The changes that no test notices, in the order of the document.</param>
public sealed record MutationReport(
    int Found, int Tested, int Killed, decimal? Score, bool Sampled, bool TimeUp, IReadOnlyList<Survivor> Survivors);

/// <summary>A change to the policy that no test notices.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Pointer">RFC 6901 pointer to what was changed.</param>
/// <param name="Message">"no test notices if …", in words.</param>
public sealed record Survivor(MutationKind Kind, string Pointer, LocalizedText Message);

/// <summary>What a mutation does to a policy.</summary>
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
