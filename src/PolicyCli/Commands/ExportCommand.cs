using System.CommandLine;
using System.IO.Compression;
using PolicyCli.Output;
using PolicyCli.Service;

namespace PolicyCli.Commands;

/// <summary><c>policy export FOLDER</c>: writes a service's documents in force as files, for git.</summary>
internal static class ExportCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "where to write the files; files of documents no longer in force are kept" };
        var asOf = new Option<DateOnly?>("--as-of") { Description = "the day whose documents to export, such as 2027-01-01; default: today", CustomParser = Arguments.Day };
        var service = new ServiceOptions();
        var command = new Command("export", "Write the documents that are in force at a service as files.") { folder, asOf };
        service.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = service.Open(parsed);
            var query = parsed.GetValue(asOf) is { } day ? $"?asOf={day:yyyy-MM-dd}" : string.Empty;
            using var answer = await ServiceAnswers.SuccessAsync(await client.GetAsync("/v1/catalog/export" + query, cancellation), parsed, cancellation);
            if (answer is null)
                return ExitCodes.Found;
            Print(Unpack(await answer.Content.ReadAsStreamAsync(cancellation), parsed.GetValue(folder)!), parsed);
            return ExitCodes.Fine;
        });
        return command;
    }

    // The framework refuses entries whose paths lead out of the folder.
    private static Exported Unpack(Stream zip, DirectoryInfo folder)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        archive.ExtractToDirectory(folder.FullName, overwriteFiles: true);
        return new Exported(folder.FullName, [.. archive.Entries.Select(e => e.FullName)]);
    }

    private static void Print(Exported exported, ParseResult parsed)
    {
        if (Report.IsJson(parsed))
            Report.WriteJson(parsed.InvocationConfiguration.Output, exported);
        else
            parsed.InvocationConfiguration.Output.WriteLine($"{exported.Files.Count} files in {exported.Folder}");
    }

    /// <summary>The output as JSON.</summary>
    /// <param name="Folder">The folder of the files.</param>
    /// <param name="Files">The paths of the files in it.</param>
    internal sealed record Exported(string Folder, IReadOnlyList<string> Files);
}
