using System.CommandLine;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyEngine.Impact;
using PolicyEngine.Workflows;

namespace PolicyCli.Commands;

/// <summary><c>policy impact BEFORE AFTER FACTS…</c>: shows for whom a change of documents would change the answer of a policy or scheme.</summary>
internal static class ImpactCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var before = new Argument<DirectoryInfo>("before") { Description = "the folder of documents to compare with" };
        var after = new Argument<DirectoryInfo>("after") { Description = "the folder of documents to compare" };
        var facts = new Argument<string[]>("facts") { Description = "the cohort: NDJSON files, JSON files of one subject, or - for lines on standard input", Arity = ArgumentArity.OneOrMore };
        var policy = new Option<string>("--policy", "-p") { Description = "the policy or scheme to use", Required = true };
        var groups = new Option<string[]>("--group-by", "-g") { Description = "a field to group by; may be repeated", DefaultValueFactory = _ => [] };
        var grade = new Option<string?>("--grade") { Description = "the lowest grade that counts as a favourable answer" };
        var beside = new Option<DirectoryInfo[]>("--beside") { Description = "a folder of documents that both sides need, such as the report templates of a scheme; may be repeated", DefaultValueFactory = _ => [] };
        var format = Report.Format();
        var command = new Command("impact", "Evaluate a cohort with both folders' versions of a policy or scheme, and count whose answers change.") { before, after, facts, policy, groups, grade, beside, format };
        command.SetAction(parsed =>
        {
            var id = parsed.GetValue(policy)!;
            var least = parsed.GetValue(grade);
            var shared = parsed.GetValue(beside)!;
            var young = Favouring(SideOf(parsed.GetValue(after)!, shared, id), least);
            var tally = new ImpactTally(Favouring(SideOf(parsed.GetValue(before)!, shared, id), least), young, Fields(young, parsed.GetValue(groups)!));
            Count(tally, FactLines.Read(parsed.GetValue(facts)!));
            Print(tally.ToSummary(), parsed.GetValue(format), parsed.InvocationConfiguration.Output);
            return ExitCodes.Fine;
        });
        return command;
    }

    private static ImpactSide SideOf(DirectoryInfo folder, DirectoryInfo[] beside, string id)
    {
        var set = PolicyFolder.Read([folder, .. beside]).Set;
        Translating.Begin(set);
        return set.FindPolicy(id) is { } policy ? ImpactSide.Of(policy)
            : set.FindScheme(id) is { } scheme ? ImpactSide.Of(scheme)
            : throw new InvalidDataException($"there is no policy or scheme `{id}` in `{folder}` that compiles; `policy validate {string.Join(' ', beside.Prepend(folder))}` shows the errors{(beside.Length == 0 ? ", and --beside adds folders that both need" : string.Empty)}");
    }

    private static ImpactSide Favouring(ImpactSide side, string? least) =>
        least is null ? side
        : side.Grades.Contains(least, StringComparer.Ordinal) ? side.Favouring(least)
        : throw new InvalidDataException($"`{side.Document.Id}` has no grade `{least}`{(side.Grades.Count == 0 ? string.Empty : $"; it gives {string.Join(", ", side.Grades)}")}");

    private static List<string> Fields(ImpactSide side, string[] groups)
    {
        if (groups.Length > ImpactLimits.MaxFields)
            throw new InvalidDataException($"--group-by takes at most {ImpactLimits.MaxFields} fields");
        return [.. groups.Select(g => ImpactFields.Resolve(side, g, out var fault) ?? throw new InvalidDataException(fault))];
    }

    private static void Count(ImpactTally tally, IEnumerable<FactLine> facts)
    {
        using var progress = new ProgressLine("subjects");
        foreach (var line in facts)
        {
            tally.Add(line.Utf8, out var refused);
            if (refused is not null)
                Console.Error.WriteLine($"{line.File}({line.Number}): {refused.Faults[0].Message} [{refused.Faults[0].Pointer}]");
            progress.Report(tally.Subjects);
        }
    }

    private static void Print(ImpactSummary summary, OutputFormat format, TextWriter output)
    {
        if (format == OutputFormat.Json)
        {
            Report.WriteJson(output, summary);
            return;
        }

        output.WriteLine($"{summary.Subjects} subjects, {summary.Refused} refused, {summary.Changed} get another answer");
        foreach (var outcome in summary.Outcomes)
            output.WriteLine($"  {Words(outcome.From)} → {Words(outcome.To)}: {outcome.Count}");
        foreach (var grade in summary.Grades)
            output.WriteLine($"  grade {grade.From ?? "–"} → {grade.To ?? "–"}: {grade.Count}");
        foreach (var granted in summary.Events)
            output.WriteLine($"  {granted.Event}: {granted.Before} → {granted.After} (+{granted.Gained} −{granted.Lost})");
        foreach (var total in summary.Outputs)
            output.WriteLine($"  sum of {total.Rule}: {total.Before} → {total.After}");
        foreach (var group in summary.Groups)
            output.WriteLine($"  {group.By} = {group.Value}: {group.Changed} of {group.Subjects}");
        foreach (var (impact, group) in summary.AdverseImpact.SelectMany(a => a.Groups.Where(g => g.BelowFourFifths).Select(g => (a, g))))
            output.WriteLine($"  look closer: {impact.By} = {group.Value} gets {impact.Favour} at {group.RatioAfter} of the highest rate (below four fifths)");
    }

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Met => "met",
        Outcome.NotMet => "not met",
        _ => "undetermined",
    };
}
