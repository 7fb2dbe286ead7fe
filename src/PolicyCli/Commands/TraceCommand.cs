using System.CommandLine;
using PolicyApi.Platform.Problems;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyEngine.Policies;

namespace PolicyCli.Commands;

/// <summary><c>policy trace --policy ID FACTS…</c>: shows how every rule comes to its outcome, down to the parts of its expressions.</summary>
internal static class TraceCommand
{
    private const string Chinese = "zh-CN";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var facts = Arguments.Facts();
        var documents = Arguments.Documents();
        var policy = new Option<string?>("--policy", "-p") { Description = "the policy to trace" };
        var scheme = new Option<string?>("--scheme", "-s") { Description = "the scheme whose policies to trace" };
        var language = new Option<string>("--lang", "-l") { Description = "the language of titles and outcomes: en or zh-CN", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", Chinese);
        var format = Report.Format("text for people, json for programs: a line for each subject");
        var command = new Command("trace", "Show how every rule comes to its outcome, down to the parts of its expressions.") { facts, documents, policy, scheme, language, format };
        command.Validators.Add(Arguments.EitherOf(policy, scheme));
        command.SetAction(parsed => Run(
            Answering.TraceBy(PolicyFolder.Read(parsed.GetValue(documents)!), parsed.GetValue(policy), parsed.GetValue(scheme)),
            FactLines.Read(parsed.GetValue(facts)!),
            parsed.GetValue(format) == OutputFormat.Json ? null : new TraceText(parsed.InvocationConfiguration.Output, parsed.GetValue(language) == Chinese),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(Func<ReadOnlyMemory<byte>, FactsTrace> trace, IEnumerable<FactLine> facts, TraceText? text, TextWriter output)
    {
        var refused = false;
        foreach (var line in facts)
        {
            var found = trace(line.Utf8);
            if (found.Facts.Faults.Count > 0)
            {
                refused = true;
                foreach (var fault in found.Facts.Faults)
                    Console.Error.WriteLine($"{line.File}({line.Number}): error {fault.Code}: {fault.Message} [{fault.Pointer}]");
            }
            else if (text is null)
            {
                Report.WriteLine(output, new SubjectTrace(found.Facts.Subject!, found.Policies));
            }
            else
            {
                text.Write(found);
            }
        }

        return refused ? ExitCodes.Found : ExitCodes.Fine;
    }

    /// <summary>The trace of one subject, as JSON.</summary>
    /// <param name="Subject">The person's id.</param>
    /// <param name="Policies">How each policy comes to its outcomes.</param>
    internal sealed record SubjectTrace(string Subject, IReadOnlyList<PolicyTrace> Policies);
}
