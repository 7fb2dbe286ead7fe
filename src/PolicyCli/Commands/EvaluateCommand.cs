using System.Buffers;
using System.CommandLine;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Ndjson;
using PolicyCli.Files;
using PolicyCli.Output;

namespace PolicyCli.Commands;

/// <summary><c>policy evaluate --policy ID FACTS…</c>: answers as the service would, without a server; nothing is stored.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var facts = Arguments.Facts();
        var documents = Arguments.Documents();
        var policy = new Option<string?>("--policy", "-p") { Description = "the policy to decide by" };
        var scheme = new Option<string?>("--scheme", "-s") { Description = "the scheme to appraise by" };
        var command = new Command("evaluate", "Evaluate subjects with the documents in files; one line of JSON for each.") { facts, documents, policy, scheme };
        command.Validators.Add(Arguments.EitherOf(policy, scheme));
        command.SetAction(parsed => Run(
            Answering.By(PolicyFolder.Read(parsed.GetValue(documents)!), parsed.GetValue(policy), parsed.GetValue(scheme), TimeProvider.System.GetUtcNow()),
            FactLines.Read(parsed.GetValue(facts)!)));
        return command;
    }

    private static int Run(AnswerFacts answer, IEnumerable<FactLine> facts)
    {
        var refused = 0;
        using var output = new BufferedStream(StandardOutput.Open(), 1 << 16);
        using var progress = new ProgressLine("subjects");
        var buffer = new ArrayBufferWriter<byte>();
        long done = 0;
        foreach (var line in facts)
        {
            buffer.ResetWrittenCount();
            var answered = answer(line.Utf8, buffer);
            if (answered.Refusal is { } refusal)
            {
                refused++;
                output.Write(LineError.Utf8(line.Number, refusal));
            }
            else
            {
                output.Write(answered.Utf8.Span);
            }

            output.WriteByte((byte)'\n');
            progress.Report(++done);
        }

        return refused == 0 ? ExitCodes.Fine : ExitCodes.Found;
    }
}
