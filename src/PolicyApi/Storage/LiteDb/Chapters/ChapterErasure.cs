using PolicyApi.Storage.LiteDb.Blocks;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>
/// Erases decisions of full chapters: notes what will stand where, and takes out whom they were about; writes it over the blocks; strikes the note
/// off. To be used inside the <see cref="StoreGate"/> only.
/// </summary>
internal sealed class ChapterErasure(LiteDbFile file, ChapterTable chapters)
{
    private readonly ErasureTable _noted = new(file);

    /// <summary>Writes erasures over decisions, all of them: what a crash breaks off is carried out by <see cref="Finish(BlockFile)"/>.</summary>
    public void Run(IReadOnlyList<Erasure> erasures, BlockFile blocks)
    {
        var slots = erasures.Select(e => e.Place.Slot).ToHashSet();
        file.Write(() =>
        {
            var start = 0L;
            foreach (var fence in chapters.Fences)
            {
                if (slots.Any(s => s >= start && s < fence.End))
                    Forget(fence, slots);
                start = fence.End;
            }

            _noted.Add(erasures);
            return true;
        });
        Finish(erasures, blocks);
    }

    /// <summary>Carries out what a crash has broken off.</summary>
    public void Finish(BlockFile blocks)
    {
        if (_noted.Read() is { Count: > 0 } broken)
            Finish(broken, blocks);
    }

    private void Forget(ChapterFence fence, HashSet<long> slots)
    {
        var chapter = chapters.Read(fence);
        chapter.Forget(slots);
        chapters.Replace(chapter);
    }

    private void Finish(IReadOnlyList<Erasure> erasures, BlockFile blocks)
    {
        blocks.Overwrite(erasures);
        file.Write(_noted.Clear);

        // Until then the log and the old pages of the data file hold whom they were about.
        file.Checkpoint();
    }
}
