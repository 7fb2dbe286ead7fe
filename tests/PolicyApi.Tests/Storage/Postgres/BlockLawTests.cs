using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PolicyApi.Storage;
using PolicyApi.Storage.Postgres.Blocks;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage.Postgres;

/// <summary>The properties on which blocks in PostgreSQL rely, for any ids and decisions; needs no server.</summary>
public sealed class BlockLawTests
{
    private static readonly DateOnly March = new(2025, 3, 1);

    [Property(MaxTest = 1_000)]
    public bool Ids_are_ordered_as_the_collation_C_orders_them(string? left, string? right)
    {
        // A lone surrogate cannot be written as UTF-8, so no id contains one.
        var (a, b) = (Encoding.UTF8.GetBytes(left ?? ""), Encoding.UTF8.GetBytes(right ?? ""));
        return Math.Sign(CodePointOrder.Instance.Compare(Encoding.UTF8.GetString(a), Encoding.UTF8.GetString(b))) == Math.Sign(a.AsSpan().SequenceCompareTo(b));
    }

    [Theory]
    [InlineData("\ud83d\ude00", "\uff5e")]
    [InlineData("a\ud83d\ude00", "a\ue000")]
    [InlineData("\ud83d\ude00", "\ud7ff")]
    public void A_character_of_two_units_comes_after_all_others(string pair, string single) => Assert.True(CodePointOrder.Instance.Compare(pair, single) > 0);

    [Property(MaxTest = 200)]
    public bool An_id_that_was_stored_is_never_taken_for_a_new_one(NonEmptyArray<PositiveInt> sizes, bool hasBefore, byte milliseconds)
    {
        var random = new System.Random(sizes.Get.Length);
        var before = NewIds(random, 3, milliseconds);
        var tail = hasBefore ? new MonthTail(Seal(1, before), before.Max(DecisionIds.TimeOf)?.ToUnixTimeMilliseconds()) : new MonthTail(null, null);
        var stored = hasBefore ? before.ToList() : [];
        foreach (var size in sizes.Get)
        {
            // Sometimes more at once than are remembered.
            var ids = NewIds(random, 1 + (size.Get * 397 % 9_000), milliseconds);
            tail.Add(Seal(tail.Last?.Sequence + 1 ?? 1, ids), ids);
            stored.AddRange(ids);
        }

        return !stored.Exists(tail.IsNew) && tail.IsNew(DecisionIds.New("dec", Noon.AddSeconds(1)));
    }

    [Property(MaxTest = 200)]
    public bool What_is_laid_out_is_read_again_and_found_by_its_keys(NonEmptyArray<NonEmptyString> bodies, NonEmptyString subject)
    {
        var decisions = bodies.Get
            .Select((b, i) => Decision(i % 2 == 0 ? $"d{i}" : DecisionIds.New("dec", Noon), subject: i % 3 == 0 ? null : Whole(subject.Get) + i, body: Whole(b.Get)))
            .Select(StoredDecision.From)
            .ToList();
        var (slots, written) = BlockSlots.Write(decisions);

        var read = BlockSlots.Read(new BlockPlace(March, 1), slots).Select(s => s.With(written[s.BodyAt..(s.BodyAt + s.BodyLength)])).ToList();

        var keys = BlockKeys.Of(read);
        return read.Zip(decisions, (r, d) => DecisionHead.IsAgain(d.Record, r) && r.Body.Span.SequenceEqual(d.Record.Body.Span)).All(same => same)
            && keys.Distinct().Count() == keys.Length
            && read.TrueForAll(r => keys.Contains(BlockKeys.OfId(r.Id)) && BlockKeys.Of(new DecisionFilter(r.Type, r.DocumentId, r.Subject)).All(keys.Contains));
    }

    [Property(MaxTest = 300)]
    public bool Slots_of_which_bytes_are_changed_or_missing_are_told_and_nothing_else(NonNegativeInt place, byte to, bool cut)
    {
        var (slots, _) = BlockSlots.Write([.. Enumerable.Range(0, 3).Select(i => StoredDecision.From(Decision($"d{i}")))]);
        var at = place.Get % slots.Length;
        var isSame = !cut && slots[at] == to;
        if (!cut)
            slots[at] = to;
        try
        {
            var read = BlockSlots.Read(new BlockPlace(March, 1), cut ? slots[..at] : slots);

            // A cut between two decisions, or a wrong length of a body, can only be detected by the seal and the body's hash.
            return isSame || (cut ? read.Count < 3 : read.Count == 3);
        }
        catch (StoreCorruptException)
        {
            return !isSame;
        }
    }

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string[] NewIds(System.Random random, int count, byte milliseconds) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Next(50) == 0 ? $"id-{random.NextInt64()}" : DecisionIds.New("dec", Noon.AddMilliseconds(random.Next(milliseconds + 1))))];

    private static DecisionSeal Seal(long sequence, string[] ids) => new(March, sequence, ids.Length, JournalChain.Start, JournalChain.Start, JournalChain.Start);
}
