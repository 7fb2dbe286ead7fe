using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>
/// Erases decisions of full chapters: notes the new bytes and removes the subjects, overwrites the blocks, then deletes the note.
/// Use only inside the <see cref="StoreGate"/>.
/// </summary>
internal sealed class ChapterErasure(LiteDbFile file, ChapterTable chapters)
{
    private readonly ErasureTable _noted = new(file);

    /// <summary>Writes all erasures over their decisions; if a crash interrupts it, <see cref="Finish(BlockFile)"/> completes it.</summary>
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

    /// <summary>Completes erasures that a crash interrupted.</summary>
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

        // Until then the log and the old pages of the data file still contain the subjects.
        file.Checkpoint();
    }
}
