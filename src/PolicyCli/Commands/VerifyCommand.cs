using System.CommandLine;
using System.Text.Json.Nodes;
using PolicyCli.Output;
using PolicyCli.Service;

namespace PolicyCli.Commands;

/// <summary><c>policy verify</c>: asks a service to answer its stored decisions and appraisals again, and tells where they differ.</summary>
internal static class VerifyCommand
{
    private static readonly string[] Kinds = ["decisions", "appraisals"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var service = new ServiceOptions();
        var command = new Command("verify", "Ask a service its stored answers again: the same, or where they differ.");
        service.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = service.Open(parsed);
            var isFine = true;
            foreach (var kind in Kinds)
                isFine &= await VerifyAsync(client, kind, parsed.InvocationConfiguration, cancellation);
            return isFine ? ExitCodes.Fine : ExitCodes.Found;
        });
        return command;
    }

    private static async Task<bool> VerifyAsync(HttpClient client, string kind, InvocationConfiguration console, CancellationToken cancellation)
    {
        using var progress = new ProgressLine(kind);
        var (checkedUntilNow, different) = (0L, 0L);
        string? next = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{kind}:verify" + (next is null ? "" : $"?after={Uri.EscapeDataString(next)}"));
            using var answer = await ServiceAnswers.SuccessAsync(await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation), console.Error, cancellation);
            if (answer is null)
                return false;
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
            next = null;
            while (await lines.ReadLineAsync(cancellation) is { } line)
            {
                if (JsonNode.Parse(line) is not JsonObject found)
                    continue;
                if (!found.ContainsKey("checked"))
                {
                    await console.Output.WriteLineAsync(line);
                    continue;
                }

                checkedUntilNow += (long)found["checked"]!;
                different += (long)found["different"]!;
                next = (string?)found["next"];
                progress.Report(checkedUntilNow);
            }
        }
        while (next is not null);

        await console.Output.WriteLineAsync($"{checkedUntilNow} {kind} asked again, {different} differ");
        return different == 0;
    }
}
