using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Testing;

/// <summary>Runs the tests that a policy carries. The same policy always gives the same report.</summary>
public static class PolicyTestRun
{
    /// <summary>Runs all tests of a policy.</summary>
    /// <param name="policy">The policy, compiled with its model and the policies it reads.</param>
    /// <param name="mutation">The limits for the mutation score; <see langword="null"/> to compute none.</param>
    public static PolicyTestReport Run(CompiledPolicy policy, MutationLimits? mutation)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var document = (PolicyDocument)policy.Version.Document;
        var coverage = new CoverageTally(document);
        var results = document.Content.Tests.Cases.Select(test => Run(test, policy, coverage)).ToList();
        var passed = results.Count(r => r.Passed);
        return new PolicyTestReport(
            policy.Policy,
            policy.Model,
            passed,
            results.Count - passed,
            results,
            coverage.ToCoverage(),
            mutation is null || passed < results.Count ? null : MutationRun.Run(policy, mutation));
    }

    /// <summary>Runs the tests of one version on another, to find those whose result changes.</summary>
    /// <param name="policy">The policy on which the tests are run.</param>
    /// <param name="tests">The document whose tests are run.</param>
    internal static IReadOnlyList<PolicyTestResult> Run(CompiledPolicy policy, PolicyDocument tests)
    {
        var coverage = new CoverageTally(tests);
        return [.. tests.Content.Tests.Cases.Select(test => Run(test, policy, coverage))];
    }

    /// <summary>Whether every expectation of a test is met.</summary>
    internal static bool Passes(PolicyTest test, CompiledPolicy policy)
    {
        var decision = policy.Decide(test.Posted);
        return decision.Facts.Faults.Count == 0 && !TestComparison.Differences(test.Expect, new PolicyAnswer(decision)).Any();
    }

    private static PolicyTestResult Run(PolicyTest test, CompiledPolicy policy, CoverageTally coverage)
    {
        var decision = policy.Decide(test.Posted);
        if (decision.Facts.Faults.Count > 0)
            return new PolicyTestResult(test.Name, Passed: false, [.. decision.Facts.Faults.Select(f => Unreadable(TestFactsCheck.Placed(f, test)))]);
        var answer = new PolicyAnswer(decision);
        coverage.Add(answer);
        var differences = TestComparison.Differences(test.Expect, answer).ToList();
        return new PolicyTestResult(test.Name, differences.Count == 0, differences);
    }

    private static TestDifference Unreadable(Diagnostic fault) => new(
        fault.Pointer, Expected: null, Actual: null, new($"the facts do not fit the model: {fault.Message}", $"事实数据不符合模型：{fault.Message}"));
}
