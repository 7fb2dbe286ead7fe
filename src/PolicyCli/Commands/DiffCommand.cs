using System.CommandLine;
using PolicyApi.Comparison;
using PolicyApi.Platform.Json;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyEngine.Comparison;
using PolicyEngine.Documents;

namespace PolicyCli.Commands;

/// <summary><c>policy diff BEFORE AFTER</c>: describes how the documents of two folders differ, with the tests whose result changes.</summary>
internal static class DiffCommand
{
    private const string Chinese = "zh-CN";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var before = new Argument<DirectoryInfo>("before") { Description = "the folder of documents to compare with" };
        var after = new Argument<DirectoryInfo>("after") { Description = "the folder of documents to compare" };
        var language = new Option<string>("--lang", "-l") { Description = "the language of the output: en or zh-CN", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", Chinese);
        var format = Report.Format();
        var command = new Command("diff", "Describe how the documents of two folders differ. Exit code 1 if they do.") { before, after, language, format };
        command.SetAction(parsed =>
        {
            var found = Compare(PolicyFolder.Read(parsed.GetValue(before)!), PolicyFolder.Read(parsed.GetValue(after)!)).ToList();
            if (parsed.GetValue(format) == OutputFormat.Json)
                Report.WriteJson(parsed.InvocationConfiguration.Output, found);
            else
                found.ForEach(f => Print(f, parsed.GetValue(language) == Chinese, parsed.InvocationConfiguration.Output));
            return found.Count == 0 ? ExitCodes.Fine : ExitCodes.Found;
        });
        return command;
    }

    private static IEnumerable<Differing> Compare(PolicyFolder before, PolicyFolder after)
    {
        var (old, young) = (ByKey(before), ByKey(after));
        foreach (var key in old.Keys.Union(young.Keys).OrderBy(k => k.Section).ThenBy(k => k.Id, StringComparer.Ordinal))
        {
            var (was, isNow) = (old.GetValueOrDefault(key), young.GetValueOrDefault(key));
            if (was is null || isNow is null)
                yield return new Differing(key.Id, was is null ? DifferenceKind.Added : DifferenceKind.Removed, [], []);
            else if (!string.Equals(was.Sha256, isNow.Sha256, StringComparison.Ordinal))
                yield return new Differing(key.Id, DifferenceKind.Changed, [.. DocumentComparison.Compare(was, isNow).Changes.Select(ToChange)], Tests(before, after, key));
        }
    }

    private static Dictionary<(CatalogSection Section, string Id), Document> ByKey(PolicyFolder folder) =>
        folder.Documents.ToDictionary(d => (d.Document.Section, d.Document.Id), d => d.Document);

    private static IReadOnlyList<TestShift> Tests(PolicyFolder before, PolicyFolder after, (CatalogSection Section, string Id) key) =>
        key.Section == CatalogSection.Policies && before.Set.FindPolicy(key.Id) is { } old && after.Set.FindPolicy(key.Id) is { } young ? TestShifts.Find(old, young) : [];

    private static DiffChange ToChange(Difference change) => new(change.Kind, change.Pointer, Raw(change.Before), Raw(change.After), change.Words);

    private static RawJson? Raw(SourceNode? node) => node is null ? null : new RawJson(CanonicalJson.Write(node));

    private static void Print(Differing found, bool inChinese, TextWriter output)
    {
        output.WriteLine($"{found.Id}: {Word(found.Kind, inChinese)}");
        foreach (var change in found.Changes)
            output.WriteLine($"  {(inChinese ? change.Text.ZhCn : change.Text.En)}  [{change.Pointer}]");
        foreach (var test in found.Tests)
            output.WriteLine(inChinese
                ? $"  测试“{test.Test}”：{(test.PassedAfter ? "未通过 → 通过" : "通过 → 未通过")}"
                : $"  test \"{test.Test}\": {(test.PassedAfter ? "failed → passes" : "passed → fails")}");
    }

    private static string Word(DifferenceKind kind, bool inChinese) => (kind, inChinese) switch
    {
        (DifferenceKind.Added, false) => "new",
        (DifferenceKind.Removed, false) => "gone",
        (_, false) => "changed",
        (DifferenceKind.Added, true) => "新增",
        (DifferenceKind.Removed, true) => "删除",
        _ => "变更",
    };

    /// <summary>A document that differs.</summary>
    /// <param name="Id">The id of the document.</param>
    /// <param name="Kind">Whether it was added, removed or changed.</param>
    /// <param name="Changes">The changes in it.</param>
    /// <param name="Tests">For a policy that compiles in both folders, the tests whose result changes; otherwise empty.</param>
    internal sealed record Differing(string Id, DifferenceKind Kind, IReadOnlyList<DiffChange> Changes, IReadOnlyList<TestShift> Tests);
}
