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
        return Create(
            "import", "Bring documents from files to a service as drafts, or submit them: all of them or none.", stage,
            parsed => new Wanted(parsed.GetValue(stage)!, EffectiveFrom: null));
    }

    /// <summary>Creates the command <c>policy publish</c>.</summary>
    public static Command Publish()
    {
        var from = new Option<DateOnly?>("--effective-from") { Description = "the first day on which they apply, such as 2027-01-01; default: today", CustomParser = Arguments.Day };
        return Create(
            "publish", "Put documents into force that are stored at a service and approved there: all of them or none.", from,
            parsed => new Wanted(Published, parsed.GetValue(from)));
    }

    private static Command Create(string name, string description, Option own, Func<ParseResult, Wanted> read)
    {
        var folders = Arguments.Folders();
        var dryRun = new Option<bool>("--dry-run") { Description = "show what would be done, but do nothing" };
        var reason = new Option<string?>("--reason") { Description = "why, for the journal" };
        var service = new ServiceOptions();
        var command = new Command(name, description) { folders, dryRun, reason, own };
        service.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = read(parsed);
            var query = Query(
                ("as", wanted.As),
                ("dryRun", parsed.GetValue(dryRun) ? "true" : null),
                ("reason", parsed.GetValue(reason)),
                ("effectiveFrom", wanted.EffectiveFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
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

        // The service passes over the manifest of an export, which it can tell from a document of the same name.
        return new ByteArrayContent(CatalogArchive.Write(folders.SelectMany(DocumentFiles.Below).Select(f => new ArchiveFile(f.Name.TrimStart('.', '/'), f.Utf8))))
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

    /// <summary>What the documents are to become.</summary>
    /// <param name="As">The word for it in the service's <c>as</c>.</param>
    /// <param name="EffectiveFrom">The first day on which they apply; <see langword="null"/> for the service's default.</param>
    private sealed record Wanted(string As, DateOnly? EffectiveFrom);
}
