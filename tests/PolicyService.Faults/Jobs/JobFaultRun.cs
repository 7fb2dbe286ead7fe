using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PolicyService.Faults.Postgres;
using PolicyService.Faults.Replicas;

namespace PolicyService.Faults.Jobs;

/// <summary>
/// A job on two replicas: half way one is killed with <c>kill -9</c>, then the server crashes and is started again. Afterwards every line
/// must have exactly one result, in its place, and every answered line exactly one record.
/// </summary>
internal static class JobFaultRun
{
    /// <summary>Runs one.</summary>
    /// <param name="lines">How many lines.</param>
    /// <param name="outlivesPower">Whether the server waits for the disk.</param>
    /// <param name="output">Is told what happens.</param>
    /// <returns>Everything that is wrong.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(int lines, bool outlivesPower, TextWriter output)
    {
        await using var replicas = await TwoReplicas.StartAsync(outlivesPower);
        var watch = Stopwatch.StartNew();
        var id = await PostAsync(replicas, lines);
        await output.WriteLineAsync($"{lines} lines taken in {watch.Elapsed.TotalSeconds:F1} s");
        watch.Restart();

        var killedAt = await UntilAsync(replicas, id, lines / 4);
        await replicas.Second.KillAsync();
        await output.WriteLineAsync($"kill -9 of a replica after {killedAt} lines");
        var crashedAt = await UntilAsync(replicas, id, lines / 2);
        await replicas.Server.StopAtOnceAsync();
        await replicas.Server.StartServerAsync();
        await output.WriteLineAsync($"crash of the server after {crashedAt} lines");
        await UntilAsync(replicas, id, lines);
        await output.WriteLineAsync($"done after {watch.Elapsed.TotalSeconds:F1} s, {lines / watch.Elapsed.TotalSeconds:F0} lines/s");
        return await CheckAsync(replicas, id, lines, output);
    }

    private static async Task<string> PostAsync(TwoReplicas replicas, int lines)
    {
        using var content = new PushedLines(lines);
        using var answer = await replicas.First.Client.PostAsync($"/v1/schemes/{LoadDocuments.Scheme}/jobs", content);
        var job = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (string?)job["id"] ?? throw new InvalidOperationException($"the job was refused: {job}");
    }

    private static async Task<long> UntilAsync(TwoReplicas replicas, string id, long done)
    {
        while (true)
        {
            var job = await replicas.AskAsync($"/v1/jobs/{id}");
            if ((long)job["done"]! >= done)
                return (long)job["done"]!;
            await Task.Delay(20);
        }
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(TwoReplicas replicas, string id, int lines, TextWriter output)
    {
        var wrong = new List<string>();
        var job = await replicas.AskAsync($"/v1/jobs/{id}");
        var failed = lines / 10;
        if (((string?)job["status"], (long)job["lines"]!, (long)job["done"]!, (long)job["failed"]!) != ("done", lines, lines, failed))
            wrong.Add($"the job says {job}");
        var (results, problem) = await ReadResultAsync(replicas, id);
        if (problem is not null)
            wrong.Add(problem);
        if (results != lines)
            wrong.Add($"{results} results of {lines} lines");
        var (records, subjects) = await StoredDecisions.CountAsync(replicas.ConnectionString);
        if (records != lines - failed || subjects != records)
            wrong.Add($"{records} records about {subjects} subjects where {lines - failed} were answered");
        await output.WriteLineAsync($"{results} results, {records} records about {subjects} subjects, {failed} lines refused as they should be; {wrong.Count} wrong");
        return wrong;
    }

    private static async Task<(int Count, string? Problem)> ReadResultAsync(TwoReplicas replicas, string id)
    {
        await using var stream = await replicas.First.Client.GetStreamAsync($"/v1/jobs/{id}/result");
        using var reader = new StreamReader(stream);
        var line = 0;
        string? problem = null;
        while (await reader.ReadLineAsync() is { } text)
        {
            line++;
            var expected = line % 10 == 0 ? $"{{\"line\":{line}," : $"\"subject\":{{\"id\":\"S-{line}\"";
            if (!text.Contains(expected, StringComparison.Ordinal))
                problem ??= $"the result {line} is {text[..Math.Min(200, text.Length)]}";
        }

        return (line, problem);
    }

    /// <summary>The lines of a job as a body that is made while it is sent.</summary>
    private sealed class PushedLines : HttpContent
    {
        private readonly int _lines;

        public PushedLines(int lines)
        {
            _lines = lines;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            for (var line = 1; line <= _lines; line++)
                await writer.WriteLineAsync(LoadDocuments.Facts(line));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
