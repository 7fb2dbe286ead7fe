using System.Buffers;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using PolicyApi.Appraisals;
using PolicyApi.Platform.Templates;
using PolicyApi.Reports;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Scoring;

namespace PolicyCli.Commands;

/// <summary><c>policy render --scheme ID FACTS…</c>: appraises subjects and writes their reports as HTML, without a server.</summary>
internal static class RenderCommand
{
    private static readonly string[] Languages = ["en", "zh-CN"];

    // A program that has just started translates the renderer's own code while it renders; what a template costs is bounded by the other limits.
    private static readonly ReportLimits Limits = new() { Time = TimeSpan.FromSeconds(30) };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var facts = Arguments.Facts();
        var documents = Arguments.Documents();
        var scheme = new Option<string>("--scheme", "-s") { Description = "the scheme to appraise by", Required = true };
        var language = new Option<string[]>("--lang", "-l") { Description = "en, zh-CN, or both by repeating it", DefaultValueFactory = _ => Languages };
        language.AcceptOnlyFromAmong(Languages);
        var full = new Option<bool>("--full") { Description = "include pages with every rule and the values it read" };
        var output = new Option<DirectoryInfo>("--output", "-o") { Description = "the folder for the reports", DefaultValueFactory = _ => new DirectoryInfo("reports") };
        var format = Report.Format();
        var command = new Command("render", "Appraise subjects with the documents in files and write their reports as HTML.") { facts, documents, scheme, language, full, output, format };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            new Reports(PolicyFolder.Read(parsed.GetValue(documents)!), parsed.GetValue(scheme)!),
            FactLines.Read(parsed.GetValue(facts)!),
            [.. parsed.GetValue(language)!.Distinct(StringComparer.Ordinal).Select(l => new ReportView(l, parsed.GetValue(full)))],
            parsed,
            parsed.GetValue(output)!,
            cancellation)));
        return command;
    }

    private static int Run(Reports reports, IEnumerable<FactLine> facts, IReadOnlyList<ReportView> views, ParseResult parsed, DirectoryInfo output, CancellationToken cancellation)
    {
        output.Create();
        var (written, refused) = Write(reports, facts, views, output, cancellation);
        if (Report.IsJson(parsed))
            Report.WriteJson(parsed.InvocationConfiguration.Output, new Rendered(output.FullName, written, refused));
        else
            parsed.InvocationConfiguration.Output.WriteLine($"{written} reports in {output.FullName}");
        return refused == 0 ? ExitCodes.Fine : ExitCodes.Found;
    }

    private static (int Written, int Refused) Write(Reports reports, IEnumerable<FactLine> facts, IReadOnlyList<ReportView> views, DirectoryInfo output, CancellationToken cancellation)
    {
        using var renderer = new ReportRenderer(Limits);
        using var progress = new ProgressLine("reports");
        var (written, refused) = (0, 0);
        foreach (var line in facts)
        {
            var answered = reports.Answer(line.Utf8, new ArrayBufferWriter<byte>());
            if (answered.Refusal is not null)
            {
                refused++;
                Console.Error.WriteLine($"{line.File}({line.Number}): the facts are refused; `policy evaluate` says why");
                continue;
            }

            var record = answered.ToRecord(line.Utf8);
            using var appraisal = JsonDocument.Parse(record.Body);
            foreach (var view in views)
            {
                var page = renderer.Render(reports.Template, ReportWriter.DataOf(record, appraisal.RootElement, reports.Titles, reports.Scale), view, cancellation);
                File.WriteAllText(Path.Combine(output.FullName, $"{NameOf(record.Subject!)}.{view.Culture}.html"), page, Encoding.UTF8);
                progress.Report(++written);
            }
        }

        return (written, refused);
    }

    /// <summary>Returns a subject's id as a file's name: characters other than letters, digits, points and dashes become underscores.</summary>
    private static string NameOf(string subject) => string.Concat(subject.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_')).TrimStart('.');

    /// <summary>The output as JSON.</summary>
    /// <param name="Folder">The folder of the reports.</param>
    /// <param name="Reports">The number of reports written.</param>
    /// <param name="Refused">The number of subjects whose facts were refused.</param>
    internal sealed record Rendered(string Folder, int Reports, int Refused);

    /// <summary>Everything that the reports of a scheme need.</summary>
    private sealed class Reports
    {
        public Reports(PolicyFolder folder, string scheme)
        {
            Answer = Answering.By(folder, policy: null, scheme, TimeProvider.System.GetUtcNow());
            var document = Find<SchemeDocument>(folder, scheme);
            var template = Find<TemplateDocument>(folder, document.Template ?? throw new InvalidDataException($"the scheme `{scheme}` names no template"));
            Template = TemplateReader.Load(template).Template!;
            var policies = new[] { document.Weighting, document.Promotion, document.Training, document.Reward };
            Scale = Find<PolicyDocument>(folder, document.Weighting).Grades;
            Titles = FieldTitles.Of([Find<FactModel>(folder, document.Model), .. policies.OfType<string>().Select(p => Find<PolicyDocument>(folder, p))]);
        }

        public PolicyApi.Platform.Answers.AnswerFacts Answer { get; }

        public ReportTemplate Template { get; }

        public IReadOnlyDictionary<string, LocalizedText> Titles { get; }

        public GradeScale? Scale { get; }

        private static T Find<T>(PolicyFolder folder, string id)
            where T : Document => folder.Documents.Select(d => d.Document).OfType<T>().First(d => string.Equals(d.Id, id, StringComparison.Ordinal));
    }
}
