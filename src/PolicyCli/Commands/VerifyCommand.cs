using System.CommandLine;
using System.Text.Json.Nodes;
using PolicyCli.Output;
using PolicyCli.Service;

namespace PolicyCli.Commands;

/// <summary><c>policy verify</c>: has a service evaluate its stored decisions and appraisals again, and reports where they differ.</summary>
internal static class VerifyCommand
{
    private static readonly string[] Kinds = ["decisions", "appraisals"];

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var service = new ServiceOptions();
        var command = new Command("verify", "Have a service verify its stored answers: the same, or where they differ.");
        service.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = service.Open(parsed);
            var found = new SortedDictionary<string, Verified>(StringComparer.Ordinal);
            foreach (var kind in Kinds)
            {
                if (await VerifyAsync(client, kind, parsed, cancellation) is not { } verified)
                    return ExitCodes.Found;
                found[kind] = verified;
            }

            if (Report.IsJson(parsed))
                Report.WriteJson(parsed.InvocationConfiguration.Output, found);
            return found.Values.All(f => f.Different == 0) ? ExitCodes.Fine : ExitCodes.Found;
        });
        return command;
    }

    private static async Task<Verified?> VerifyAsync(HttpClient client, string kind, ParseResult parsed, CancellationToken cancellation)
    {
        var verified = new Verified();
        using (var progress = new ProgressLine(kind))
        {
            string? next = null;
            do
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{kind}:verify" + (next is null ? "" : $"?after={Uri.EscapeDataString(next)}"));
                using var answer = await ServiceAnswers.SuccessAsync(await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation), parsed, cancellation);
                if (answer is null)
                    return null;
                next = await ReadAsync(answer, verified, parsed, progress, cancellation);
            }
            while (next is not null);
        }

        if (!Report.IsJson(parsed))
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{verified.Checked} {kind} asked again, {verified.Different} differ");
        return verified;
    }

    /// <summary>Reads one page of differences, and returns the cursor for the next one; <see langword="null"/> on the last page.</summary>
    private static async Task<string?> ReadAsync(HttpResponseMessage answer, Verified verified, ParseResult parsed, ProgressLine progress, CancellationToken cancellation)
    {
        string? next = null;
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (JsonNode.Parse(line) is not JsonObject found)
                continue;
            if (!found.ContainsKey("checked"))
            {
                verified.Differences.Add(found);
                if (!Report.IsJson(parsed))
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
                continue;
            }

            verified.Checked += (long)found["checked"]!;
            verified.Different += (long)found["different"]!;
            next = (string?)found["next"];
            progress.Report(verified.Checked);
        }

        return next;
    }

    /// <summary>The output as JSON for one kind of answers.</summary>
    internal sealed class Verified
    {
        /// <summary>The number of answers evaluated again.</summary>
        public long Checked { get; set; }

        /// <summary>The number of answers that differ.</summary>
        public long Different { get; set; }

        /// <summary>The service's line for each answer that is not the same.</summary>
        public IList<JsonObject> Differences { get; } = [];
    }
}
