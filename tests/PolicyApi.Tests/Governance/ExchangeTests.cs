using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Export and import of whole catalogues.</summary>
public sealed class ExchangeTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    [Fact]
    public async Task What_is_exported_is_imported_into_an_empty_service_byte_for_byte()
    {
        await people.PublishedAsync("2024-01-01", least: 71);
        var archive = await ExportAsync(people.Service);
        var empty = new RunningService { Settings = ["--Store:Seed", "false", "--Governance:SinglePerson", "false"] };
        await empty.InitializeAsync();
        try
        {
            using var author = empty.ClientOf(await empty.NewKeyAsync("author", "policy-author"));
            using var approver = empty.ClientOf(await empty.NewKeyAsync("approver", "policy-approver"));

            var plan = await ImportAsync(author, archive, "?as=submitted&dryRun=true");
            Assert.Empty((await empty.GetAsync("/v1/policies")).Json["items"]!.AsArray());
            var submitted = await ImportAsync(author, archive, "?as=submitted&reason=move");
            var unapproved = await ImportAsync(approver, archive, "?as=published");
            foreach (var document in submitted.Json["documents"]!.AsArray())
                Assert.Equal(200, (await empty.SendAsync(HttpMethod.Post, $"/v1/{document!["document"]}/versions/1/approve", "", ifMatch: $"\"{document["sha256"]}\"", client: approver)).Status);
            var published = await ImportAsync(approver, archive, "?as=published&effectiveFrom=2020-01-01");

            Assert.Equal(plan.Json["documents"]!.ToJsonString(), submitted.Json["documents"]!.ToJsonString());
            Assert.All(submitted.Json["documents"]!.AsArray(), d => Assert.Equal(("create", 1), ((string?)d!["action"], (int)d["version"]!)));
            Assert.Equal((409, "not-approved"), FourEyesTests.Refusal(unapproved));
            Assert.True(published.Status == 200, published.Body);
            Assert.Equal(Files(archive), Files(await ExportAsync(empty)));
            Assert.Equal("fourEyes", (string?)(await empty.GetAsync("/v1/policies/kam-promotion")).Json["standing"]);
            Assert.All((await ImportAsync(author, archive, "?as=submitted")).Json["documents"]!.AsArray(), d => Assert.Equal(("unchanged", false), ((string?)d!["action"], (bool)d["submitted"]!)));
        }
        finally
        {
            await empty.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_same_catalogue_is_the_same_archive() => Assert.Equal(await ExportAsync(people.Service), await ExportAsync(people.Service));

    [Fact]
    public async Task What_nobody_else_has_approved_is_not_imported_into_force_and_nothing_is_stored()
    {
        var id = Texts.NewId();
        var archive = Zip((id, Texts.PolicyText(id)));

        var refused = await ImportAsync(people.Both, archive, "?as=published");
        var asAuthor = await ImportAsync(people.Author, archive, "?as=published");
        var asApprover = await ImportAsync(people.Approver, archive, "");

        Assert.Equal((409, "not-approved"), FourEyesTests.Refusal(refused));
        Assert.Equal((403, 403), (asAuthor.Status, asApprover.Status));
        Assert.Equal(404, (await people.GetAsync($"/v1/policies/{id}")).Status);
    }

    [Fact]
    public async Task It_says_where_each_version_stands_afterwards_or_would_stand()
    {
        var id = Texts.NewId();
        var archive = Zip((id, Texts.PolicyText(id)));

        var submitted = await ImportAsync(people.Author, archive, "?as=submitted");
        var version = $"/v1/policies/{id}/versions/1";
        Assert.Equal(200, (await people.Service.SendAsync(HttpMethod.Post, version + "/approve", "", ifMatch: $"\"{submitted.Json["documents"]![0]!["sha256"]}\"", client: people.Approver)).Status);
        var planned = await ImportAsync(people.Approver, archive, "?as=published&effectiveFrom=2999-01-01&dryRun=true");
        var scheduled = await ImportAsync(people.Approver, archive, "?as=published&effectiveFrom=2999-01-01");
        var published = await ImportAsync(people.Approver, archive, "?as=published&effectiveFrom=2020-01-01");

        Assert.Equal("submitted false  ", Standing(submitted));
        Assert.Equal("published false 2999-01-01 fourEyes", Standing(planned));
        Assert.Equal("published false 2999-01-01 fourEyes", Standing(scheduled));
        Assert.Equal("published true 2020-01-01 fourEyes", Standing(published));

        static string Standing(Answer answer) => Assert.Single(answer.Json["documents"]!.AsArray()) is { } d ? $"{d["status"]} {d["inForce"]} {d["effectiveFrom"]} {d["standing"]}" : "";
    }

    [Fact]
    public async Task One_document_that_does_not_fit_keeps_all_of_them_out()
    {
        var (good, bad) = (Texts.NewId(), Texts.NewId());

        var broken = await ImportAsync(people.Author, Zip((good, Texts.PolicyText(good)), (bad, Texts.PolicyText(bad, "employee.nothing > 1"))), "");
        var unreadable = await ImportAsync(people.Author, Zip((good, Texts.PolicyText(good)), (bad, "{")), "");
        var twice = await ImportAsync(people.Author, Zip((good, Texts.PolicyText(good)), (bad, Texts.PolicyText(good, least: 9))), "");

        Assert.Equal((422, "publication-refused"), FourEyesTests.Refusal(broken));
        Assert.Equal((422, "document-invalid", bad + ".json"), (unreadable.Status, unreadable.Code, (string?)unreadable.Json["errors"]![0]!["document"]));
        Assert.Equal((422, "document-twice"), (twice.Status, (string?)twice.Json["errors"]![0]!["code"]));
        Assert.Equal(404, (await people.GetAsync($"/v1/policies/{good}")).Status);
    }

    [Fact]
    public async Task A_changed_file_is_a_new_version_and_the_others_stay()
    {
        var (changed, same) = (Texts.NewId(), Texts.NewId());
        await people.PublishedAsync("2024-01-01");
        await ImportAsync(people.Author, Zip((changed, Texts.PolicyText(changed)), (same, Texts.PolicyText(same))), "");

        var again = await ImportAsync(people.Author, Zip((changed, Texts.PolicyText(changed, least: 5)), (same, Texts.PolicyText(same))), "");

        Assert.Equal(
            new[] { $"policies/{changed} update 2", $"policies/{same} unchanged 1" }.Order(StringComparer.Ordinal),
            again.Json["documents"]!.AsArray().Select(d => $"{d!["document"]} {d["action"]} {d["version"]}"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_is_no_archive_or_too_much_of_one_is_refused()
    {
        Assert.Equal((422, "archive-invalid"), FourEyesTests.Refusal(await ImportAsync(people.Author, "no zip"u8.ToArray(), "")));
        Assert.Equal((422, "archive-invalid"), FourEyesTests.Refusal(await ImportAsync(people.Author, Zip(), "")));
        Assert.Equal((422, "archive-invalid"), FourEyesTests.Refusal(await ImportAsync(people.Author, Zip(("bomb", new string(' ', 50_000_000))), "")));
        Assert.Equal((422, "archive-invalid"), FourEyesTests.Refusal(await ImportAsync(people.Author, Zip([.. Enumerable.Range(0, 401).Select(i => ($"f{i}", "{}"))]), "")));
        var together = await ImportAsync(people.Author, Zip([.. Enumerable.Range(0, 65).Select(i => ($"f{i}", new string(' ', 1_048_000)))]), "");
        Assert.Equal((422, "archive-invalid"), FourEyesTests.Refusal(together));
        Assert.Contains("64 MiB unpacked", (string)together.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(415, (await people.PostAsync(people.Author, "/v1/catalog/import", "{}")).Status);
        Assert.Equal((400, "parameter-invalid"), FourEyesTests.Refusal(await ImportAsync(people.Author, Zip(("a", Texts.PolicyText("a"))), "?as=everything")));
    }

    [Fact]
    public async Task A_document_called_catalog_is_no_manifest_and_comes_in_like_any_other()
    {
        var text = Texts.PolicyText("catalog");

        var brought = await ImportAsync(people.Author, Zip(("catalog", """{"documents":[]}"""), ("policies/catalog", text)), "?dryRun=true");
        var broken = await ImportAsync(people.Author, Zip(("policies/catalog", "{"), ("other", Texts.PolicyText(Texts.NewId()))), "?dryRun=true");

        Assert.Equal(("policies/catalog", "create"), ((string?)Assert.Single(brought.Json["documents"]!.AsArray())!["document"], (string?)brought.Json["documents"]![0]!["action"]));
        Assert.Equal((422, "document-invalid"), FourEyesTests.Refusal(broken));
    }

    [Fact]
    public async Task After_very_many_faults_the_remaining_files_are_named_and_not_read()
    {
        var faulty = "{\"kind\":\"promotion-eligibility\"," + string.Join(',', Enumerable.Range(0, 200).Select(i => $"\"u{i}\":1")) + "}";

        var refused = await ImportAsync(people.Author, Zip([.. Enumerable.Range(0, 30).Select(i => ($"f{i:00}", faulty))]), "");

        var errors = refused.Json["errors"]!.AsArray();
        Assert.Equal((422, "document-invalid"), FourEyesTests.Refusal(refused));
        Assert.InRange(errors.Count, 1_001, 2_000);
        Assert.Equal("too-many", (string?)errors[^1]!["code"]);
    }

    private static byte[] Zip(params (string Name, string Json)[] files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, json) in files)
            {
                using var stream = archive.CreateEntry(name + ".json").Open();
                stream.Write(Encoding.UTF8.GetBytes(json));
            }
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]> ExportAsync(RunningService service)
    {
        using var response = await service.Client.GetAsync(new Uri("/v1/catalog/export?asOf=2999-12-31", UriKind.Relative));
        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<Answer> ImportAsync(HttpClient who, byte[] archive, string query)
    {
        using var content = new ByteArrayContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        using var response = await who.PostAsync(new Uri("/v1/catalog/import" + query, UriKind.Relative), content);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), new Dictionary<string, string>(StringComparer.Ordinal));
    }

    // Leaves out the manifest: it contains the time of the last publication, which differs in another service.
    private static Dictionary<string, string> Files(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.Where(e => e.FullName != "catalog.json").ToDictionary(e => e.FullName, Text, StringComparer.Ordinal);
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
