using System.Runtime.InteropServices;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>What a decision is found by. It is stored as it lies in memory.</summary>
/// <param name="At">Its time, in milliseconds since 1970.</param>
/// <param name="Id">The fingerprint of its id.</param>
/// <param name="Document">The fingerprint of its document.</param>
/// <param name="Subject">The fingerprint of its subject; <see cref="Fingerprint.None"/> without one, and once it is erased.</param>
/// <param name="Slot">Where its slot starts in the file.</param>
/// <param name="Body">Where its body starts.</param>
/// <param name="IdEnd">Where its id ends among the chapter's ids.</param>
/// <param name="Type">Decision or appraisal.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct ChapterEntry(long At, ulong Id, ulong Document, ulong Subject, long Slot, long Body, int IdEnd, byte Type);
