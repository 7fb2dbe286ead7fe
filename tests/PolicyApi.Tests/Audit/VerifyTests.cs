using System.Text;
using System.Text.Json;
using LiteDB;
using PolicyApi.Audit.Verification;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Audit;

/// <summary>What verification finds if someone has changed the real files, and what it cannot find.</summary>
public sealed class VerifyTests(FilledStore filled) : IClassFixture<FilledStore>
{
    private const string Journal = "journal";

    [Fact]
    public async Task A_store_that_nobody_touched_is_intact_and_fits_its_heads()
    {
        var report = await filled.VerifyAsync(null, filled.Middle, filled.End);

        Assert.Empty(report.Findings);
        Assert.True(report is { Entries: > 20, Contents: > 5, Seals: > 3, Decisions: 5, Keys: 2, Heads: 2 }, report.ToString());
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "a journal entry edited", "entry 9 does not have the hash" },
        { "a journal entry edited, its hash with it", "entry 10 does not follow" },
        { "a journal entry removed", "entry 9 is missing" },
        { "two journal entries swapped", "entry 9" },
        { "a journal entry added", "does not have the hash it was stored with" },
        { "a content edited", "is not what was stored under that hash" },
        { "a content removed", "which the journal names, is missing" },
        { "a content added", "is not named by any entry of the journal" },
        { "a decision's body edited", "is not what was stored under that id" },
        { "a decision edited throughout", "are not those that were sealed" },
        { "a decision removed", "does not have the hash" },
        { "a decision filed under another person", "is filed under another person" },
        { "a decision added", "are not those that were sealed" },
        { "a decision's body taken away", "the journal does not note just these" },
        { "a seal edited", "does not have the hash" },
        { "a seal removed", "has the number 2 and not 1" },
        { "two seals swapped", "seal" },
        { "decisions swapped between seals", "are not those that were sealed" },
        { "a month removed", "which the journal notes, is missing or different" },
        { "a month's blocks removed", "which the journal notes, is missing or different" },
        { "a month cut off", "which the journal notes, is missing or different" },
        { "a month replaced by another", "which the journal notes, is missing or different" },
        { "a key given another role", "is not as the journal noted it" },
        { "a key added", "is not noted in the journal" },
        { "a key removed", "which the journal notes, is missing" },
        { "a revoked key made to work again", "is not as the journal noted it" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task What_was_done_past_the_service_is_found_without_a_head(string damage, string found)
    {
        var report = await filled.VerifyAsync(folder => Do(damage, folder));

        Assert.False(report.IsIntact);
        Assert.Contains(report.Findings, f => f.What.Contains(found, StringComparison.Ordinal));
        Assert.InRange(report.Findings.Count, 1, 10);
    }

    [Theory]
    [InlineData("a month removed", ".blocks` is missing, although the journal notes")]
    [InlineData("a month's blocks removed", ".blocks` is missing, although the journal notes")]
    [InlineData("a month cut off", "the last ones are missing")]
    [InlineData("a month replaced by another", "the month was written anew")]
    public void Fsck_finds_a_month_that_does_not_fit_the_journal(string damage, string found)
    {
        var folder = new TempFolder();
        FilledStore.Copy(filled.Source, folder.Path);
        Assert.Empty(StoreInspection.Run(folder.Path).Problems);
        Do(damage, folder.Path);

        var problems = StoreInspection.Run(folder.Path).Problems;

        folder.Remove();
        Assert.Contains(found, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_off_end_is_found_with_a_head_and_only_with_it()
    {
        void Cut(string folder)
        {
            // The last entry notes the last seal; it was written after the head.
            FilledStore.Edit(folder, Journal, JournalTable.Name, rows => rows.Delete(rows.Max()));
            FilledStore.Edit(folder, Journal, JournalTable.Name, rows => rows.Delete(rows.Max()));
            MonthEditor.Edit(folder, blocks => blocks.RemoveAt(blocks.Count - 1));
        }

        Assert.True((await filled.VerifyAsync(Cut)).IsIntact);
        Assert.True((await filled.VerifyAsync(Cut, filled.Middle)).IsIntact);
        var report = await filled.VerifyAsync(Cut, filled.End);
        Assert.Contains(report.Findings, f => f.Where == "journal" && f.What.Contains("was cut off or rewritten", StringComparison.Ordinal));
        Assert.Contains(report.Findings, f => f.Where.StartsWith("decisions", StringComparison.Ordinal) && f.What.Contains("were cut off or rewritten", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_journal_written_anew_from_the_start_is_found_with_a_head_and_only_with_it()
    {
        static void Rewrite(string folder) => FilledStore.Edit(folder, Journal, JournalTable.Name, rows =>
        {
            var previous = JournalChain.Start;
            foreach (var row in rows.FindAll().ToList())
            {
                var text = Encoding.UTF8.GetString(row[JournalTable.Bytes].AsBinary);
                var old = JsonDocument.Parse(text).RootElement.GetProperty("previousHash").GetString()!;
                var bytes = Encoding.UTF8.GetBytes(text.Replace(old, previous, StringComparison.Ordinal).Replace("\"key:tests\"", "\"key:other\"", StringComparison.Ordinal));
                previous = JournalChain.Hash(previous, bytes);
                row[JournalTable.Bytes] = bytes;
                row[JournalTable.Hash] = previous;
                rows.Update(row);
            }
        });

        Assert.True((await filled.VerifyAsync(Rewrite)).IsIntact);
        Assert.False((await filled.VerifyAsync(Rewrite, filled.Middle)).IsIntact);
    }

    [Fact]
    public async Task A_head_that_was_changed_is_not_believed()
    {
        var forged = filled.End with { Journal = filled.End.Journal with { Sequence = 3 } };

        var report = await filled.VerifyAsync(null, forged);

        Assert.Equal(("head", 0), (Assert.Single(report.Findings).Where, report.Heads));
    }

    [Fact]
    public async Task The_command_tells_what_it_found_and_what_it_cannot_find()
    {
        var folder = new TempFolder();
        var head = Path.Combine(folder.Path, "head.json");
        await File.WriteAllBytesAsync(head, filled.End.ToBytes());

        var (alone, words) = await RunAsync(new VerifyOptions([], null, []), null);
        var (held, more) = await RunAsync(new VerifyOptions([head], null, []), null);
        var (damaged, found) = await RunAsync(new VerifyOptions([], null, []), f => Do("a key added", f));
        folder.Remove();

        Assert.Equal((0, 0, 2), (alone, held, damaged));
        Assert.Contains("not told without a signed head", words, StringComparison.Ordinal);
        Assert.Contains("held against 1 signed heads", more, StringComparison.Ordinal);
        Assert.Contains(filled.End.KeyId, more, StringComparison.Ordinal);
        Assert.Contains("FOUND keys:", found, StringComparison.Ordinal);
        Assert.Contains("NOT INTACT: 1 findings", found, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Words)> RunAsync(VerifyOptions options, Action<string>? tamper)
    {
        var folder = new TempFolder();
        FilledStore.Copy(filled.Source, folder.Path);
        tamper?.Invoke(folder.Path);
        using var words = new StringWriter();
        int code;
        await using (var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder.Path }, TimeProvider.System))
            code = await VerifyCommand.RunAsync(store, options, words);
        folder.Remove();
        return (code, words.ToString());
    }

    private static void Do(string damage, string folder) => Damage.All[damage](folder);
}
