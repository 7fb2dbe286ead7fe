using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PolicyApi.Exchange;
using PolicyCli.Files;
using PolicyCli.Output;
using PolicyCli.Service;

namespace PolicyCli.Commands;

/// <summary><c>policy import FOLDERS</c> and <c>policy publish FOLDERS</c>: import documents from files at a service, all or none.</summary>
internal static class ImportCommands
{
    private const string Published = "published";

    /// <summary>Creates the command <c>policy import</c>.</summary>
    public static Command Import()
    {
        var stage = new Option<string>("--as") { Description = "what they become: drafts or submitted", DefaultValueFactory = _ => "drafts" };
        stage.AcceptOnlyFromAmong("drafts", "submitted");
        return Create("import", "Bring documents from files to a service as drafts, or submit them: all of them or none.", stage);
    }

    /// <summary>Creates the command <c>policy publish</c>.</summary>
    public static Command Publish() =>
        Create("publish", "Put documents into force that are stored at a service and approved there: all of them or none.", stage: null);

    private static Command Create(string name, string description, Option<string>? stage)
    {
        var folders = Arguments.Folders();
        var dryRun = new Option<bool>("--dry-run") { Description = "show what would be done, but do nothing" };
        var from = new Option<DateOnly?>("--effective-from") { Description = "the first day on which they apply, such as 2027-01-01; default: today", CustomParser = Arguments.Day };
        var reason = new Option<string?>("--reason") { Description = "why, for the journal" };
        var service = new ServiceOptions();
        var command = new Command(name, description) { folders, dryRun, reason };
        if (stage is null)
            command.Add(from);
        else
            command.Add(stage);
        service.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var day = stage is null ? parsed.GetValue(from) : null;
            var query = Query(
                ("as", stage is null ? Published : parsed.GetValue(stage)),
                ("dryRun", parsed.GetValue(dryRun) ? "true" : null),
                ("reason", parsed.GetValue(reason)),
                ("effectiveFrom", day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            using var client = service.Open(parsed);
            using var body = Archive(parsed.GetValue(folders)!);
            using var answer = await ServiceAnswers.SuccessAsync(await client.PostAsync("/v1/catalog/import" + query, body, cancellation), parsed, cancellation);
            if (answer is null)
                return ExitCodes.Found;
            var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!;
            if (Report.IsJson(parsed))
                Report.WriteJson(parsed.InvocationConfiguration.Output, told);
            else
                Print(told, parsed.InvocationConfiguration.Output);
            return ExitCodes.Fine;
        });
        return command;
    }

    private static ByteArrayContent Archive(DirectoryInfo[] folders)
    {
        PolicyFolder.MustExist(folders);

        // The manifest of an export is not a document.
        var files = folders.SelectMany(DocumentFiles.Below).Where(f => Path.GetFileName(f.Name) != CatalogArchive.Manifest);
        return new ByteArrayContent(CatalogArchive.Write(files.Select(f => new ArchiveFile(f.Name.TrimStart('.', '/'), f.Utf8))))
        {
            Headers = { ContentType = new MediaTypeHeaderValue(CatalogArchive.MediaType) },
        };
    }

    private static string Query(params (string Name, string? Value)[] members) =>
        "?" + string.Join('&', members.Where(m => m.Value is not null).Select(m => $"{m.Name}={Uri.EscapeDataString(m.Value!)}"));

    private static void Print(JsonNode answer, TextWriter output)
    {
        foreach (var document in answer["documents"]!.AsArray())
        {
            var steps = string.Concat((bool)document!["submitted"]! ? ", submitted" : "", (bool)document["published"]! ? ", published" : "");
            output.WriteLine($"{document["document"]} version {document["version"]}: {document["action"]}{steps}{Standing(document)}");
        }

        if ((bool)answer["dryRun"]!)
            output.WriteLine("nothing was written (--dry-run)");
    }

    // The status of the version afterwards; responses of older services do not have it.
    private static string Standing(JsonNode document) => (string?)document["status"] switch
    {
        null => "",
        "published" when (bool)document["inForce"]! => $"; in force since {document["effectiveFrom"]}, {Behind(document)}",
        "published" => $"; comes into force on {document["effectiveFrom"]}, {Behind(document)}",
        "submitted" => "; waits for approval by somebody who did not write it",
        "approved" => "; approved, and not published yet",
        "draft" => "; a draft, whose approval is not asked for yet",
        var status => "; " + status,
    };

    private static string Behind(JsonNode document) => (string?)document["standing"] switch
    {
        "fourEyes" => "approved by somebody else than its authors",
        "shipped" => "as it shipped with the service",
        _ => "approved by nobody else (singlePerson)",
    };
}
