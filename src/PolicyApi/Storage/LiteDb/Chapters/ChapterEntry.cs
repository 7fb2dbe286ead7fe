using System.Runtime.InteropServices;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>The search keys of a decision. Stored in its memory layout.</summary>
/// <param name="At">Its time, in milliseconds since 1970.</param>
/// <param name="Id">The fingerprint of its id.</param>
/// <param name="Document">The fingerprint of its document.</param>
/// <param name="Subject">The fingerprint of its subject; <see cref="Fingerprint.None"/> without one, and after its erasure.</param>
/// <param name="Slot">The position of its slot in the file.</param>
/// <param name="Body">The position of its body.</param>
/// <param name="IdEnd">The end of its id among the chapter's ids.</param>
/// <param name="Type">Decision or appraisal.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct ChapterEntry(long At, ulong Id, ulong Document, ulong Subject, long Slot, long Body, int IdEnd, byte Type);
