using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb.Chapters;
using PolicyApi.Storage.LiteDb.Inspection;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>What the inspection of a store finds in a month's blocks and in their index.</summary>
public sealed class MonthInspectionTests : IDisposable
{
    private readonly FilledStore _folder = new();

    public void Dispose() => _folder.Remove();

    public static TheoryData<string, string[]> DamagesOfMonths => new()
    {
        { "body", ["the decision `d2` is not what was stored"] },
        { "head", ["the decision `d2` is not what was stored"] },
        { "lost decision", ["the seal 1 of 2025-03 does not fit the decisions under it"] },
        { "slipped in", ["the seal 2 of 2025-03 does not fit the decisions under it"] },
        { "twice", ["the decision `d1` is under the seal 1 of 2025-03 and under 2"] },
        { "seal", ["the seal 1 of 2025-03 does not have the hash"] },
        { "lost seal", ["the block at byte 0 has the number 2 and not 1", "the seal 2 of 2025-03 comes after 0"] },
    };

    [Theory]
    [MemberData(nameof(DamagesOfMonths))]
    public async Task What_is_wrong_with_a_month_is_told_with_its_place(string damage, string[] messages)
    {
        await _folder.FillAsync();
        MonthEditor.Edit(_folder.Path, blocks => Damage(blocks, damage));

        var problems = StoreInspection.Run(_folder.Path).Problems;

        Assert.All(messages, m => Assert.Contains(problems, p => p.Contains(m, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_decision_that_is_filed_under_another_key_is_told_and_the_file_to_remove_is_named()
    {
        await _folder.FillAsync();
        _folder.Change("decisions-2025-03", ChapterTable.Name, rows => FilledStore.Edit(rows, 1L, r => r[ChapterTable.Entries].AsBinary[20] ^= 1));

        var problem = Assert.Single(StoreInspection.Run(_folder.Path).Problems);
        Assert.Contains("`d1` of 2025-03 is filed under other keys than its own; remove `decisions-2025-03.db`", problem, StringComparison.Ordinal);

        File.Delete(Path.Combine(_folder.Path, "decisions-2025-03.db"));
        Assert.Empty(StoreInspection.Run(_folder.Path).Problems);
    }

    [Fact]
    public async Task A_block_that_cannot_be_read_is_told_and_those_after_it_are_looked_at()
    {
        await _folder.FillAsync();
        var path = Path.Combine(_folder.Path, "decisions-2025-03.blocks");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[2] ^= 1;
        FilledStore.ChangeAt(bytes.AsSpan(4096), "\"id\":\"d"u8);
        await File.WriteAllBytesAsync(path, bytes);

        var problems = StoreInspection.Run(_folder.Path).Problems;

        Assert.Contains(problems, p => p.Contains("the block at byte 0 of 2025-03 cannot be read", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("is not what was stored under that id", StringComparison.Ordinal));
    }

    private static void Damage(List<EditedBlock> blocks, string damage)
    {
        var (first, second) = (blocks[0], blocks[1]);
        switch (damage)
        {
            case "body":
                second.Decisions[0].Body[^1] ^= 1;
                break;
            case "head":
                FilledStore.ChangeAt(second.Decisions[0].Head, "\"subject\":\"M"u8);
                break;
            case "lost decision":
                first.Decisions.RemoveAt(0);
                break;
            case "slipped in":
                var stored = StoredDecision.From(Decision("d9"));
                second.Decisions.Add(new EditedDecision(stored.Head, stored.HeadHash, Decision("d9").Body.ToArray()));
                break;
            case "twice":
                second.Decisions.Add(first.Decisions[0]);
                break;
            case "seal":
                FilledStore.ChangeAt(first.Seal, "\"previousHash\":\"000"u8);
                break;
            case "lost seal":
                blocks.RemoveAt(0);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, null);
        }
    }
}
