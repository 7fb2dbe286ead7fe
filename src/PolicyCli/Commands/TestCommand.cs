using System.CommandLine;
using System.Diagnostics;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Testing;

namespace PolicyCli.Commands;

/// <summary><c>policy test FOLDERS</c>: runs the tests in policies, with coverage and mutation score.</summary>
internal static class TestCommand
{
    private const int MostMutants = 5_000;
    private static readonly TimeSpan MutationTime = TimeSpan.FromMinutes(5);

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folders = Arguments.Folders();
        var only = new Option<string[]>("--policy", "-p") { Description = "test only this policy; may be repeated", DefaultValueFactory = _ => [] };
        var coverage = Arguments.Share("--min-coverage", "the least share of rule outcomes seen, 0 to 1");
        var score = Arguments.Share("--min-score", "the least mutation score, 0 to 1");
        var format = Report.Format();
        var command = new Command("test", "Run the tests of policies, with rule coverage and mutation score.") { folders, only, coverage, score, format };
        command.SetAction(parsed => Run(
            PolicyFolder.Read(parsed.GetValue(folders)!), parsed.GetValue(only)!, new TestRequirements(parsed.GetValue(coverage), parsed.GetValue(score)), parsed.GetValue(format), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(PolicyFolder folder, string[] only, TestRequirements requirements, OutputFormat format, TextWriter output)
    {
        if (folder.HasErrors)
            throw new InvalidDataException("the documents have errors; `policy validate` lists them");
        var results = Test(Policies(folder, only), requirements);
        if (format == OutputFormat.Json)
            Report.WriteJson(output, results);
        else
            results.ForEach(result => Print(result, output));
        return results.TrueForAll(r => r.Against.Count == 0) ? ExitCodes.Fine : ExitCodes.Found;
    }

    private static IEnumerable<CompiledPolicy> Policies(PolicyFolder folder, string[] only)
    {
        var ids = folder.Documents.Select(d => d.Document).OfType<PolicyDocument>().Select(d => d.Id).ToList();
        if (Array.Find(only, id => !ids.Contains(id, StringComparer.Ordinal)) is { } unknown)
            throw new InvalidDataException($"there is no policy `{unknown}`; there are {string.Join(", ", ids.Select(i => $"`{i}`"))}");
        return (only.Length > 0 ? only : [.. ids]).Select(id => folder.Set.FindPolicy(id)!);
    }

    private static List<PolicyTested> Test(IEnumerable<CompiledPolicy> policies, TestRequirements requirements)
    {
        using var progress = new ProgressLine("changes tried");
        var tried = 0L;
        return [.. policies.Select(policy => Test(policy, requirements, () => progress.Report(++tried)))];
    }

    private static PolicyTested Test(CompiledPolicy policy, TestRequirements requirements, Action beforeEachChange)
    {
        var watch = Stopwatch.StartNew();
        var report = PolicyTestRun.Run(policy, new MutationLimits(MostMutants, IsTimeUp));
        return new PolicyTested(report, PolicyTestGate.Check(report, requirements));

        bool IsTimeUp()
        {
            beforeEachChange();
            return watch.Elapsed > MutationTime;
        }
    }

    private static void Print(PolicyTested tested, TextWriter output)
    {
        var report = tested.Report;
        output.WriteLine($"{report.Policy.Id}: {report.Passed} passed, {report.Failed} failed; coverage {report.Coverage.Share}; mutation score {report.Mutation?.Score?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"}");
        foreach (var survivor in report.Mutation?.Survivors ?? [])
            output.WriteLine($"  {survivor.Message.En} [{survivor.Pointer}]");
        foreach (var fault in tested.Against.Where(f => f.Severity == DiagnosticSeverity.Error && f.Code is not "mutation-survived"))
            output.WriteLine($"  error {fault.Code}: {fault.Message} [{fault.Pointer}]");
    }

    /// <summary>The result of testing one policy.</summary>
    /// <param name="Report">The results of the tests.</param>
    /// <param name="Against">The reasons why the policy could not be published; empty if there are none.</param>
    internal sealed record PolicyTested(PolicyTestReport Report, IReadOnlyList<Diagnostic> Against);
}
