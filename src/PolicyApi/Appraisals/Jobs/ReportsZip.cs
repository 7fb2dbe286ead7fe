using System.IO.Compression;
using System.Text;
using PolicyApi.Jobs;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Writes reports into one ZIP as they come: only one report at a time is in memory.</summary>
internal static class ReportsZip
{
    // The separator between a person's id and the appraisal's id; a person's id that contains it could collide with another name.
    private const string Apart = "_apr_";

    // Names that no file on Windows can have, with any extension.
    private static readonly HashSet<string> Reserved = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns a report with its name, as it is stored in a job's result.</summary>
    /// <param name="name">The file's name, of letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</param>
    /// <param name="page">The content of the file.</param>
    public static byte[] Entry(string name, ReadOnlyMemory<byte> page) => [.. Encoding.ASCII.GetBytes(name), (byte)'\n', .. page.Span];

    /// <summary>
    /// Returns a person's id as the start of a file's name, which never looks like an option of a command. If the id cannot be used as it is, the
    /// appraisal's id makes the name unique.
    /// </summary>
    /// <param name="subject">The person's id.</param>
    /// <param name="appraisal">The appraisal's id.</param>
    /// <param name="isApart">Whether another person's id differs in case only, which many file systems do not distinguish.</param>
    public static string SafeName(string? subject, string appraisal, bool isApart = false)
    {
        var safe = string.Concat((subject ?? "").Select((c, i) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c == '-' && i > 0) ? c : '_'));
        var isOwn = safe == subject && safe.Length is > 0 and <= 64 && !isApart && !Reserved.Contains(safe) && !safe.Contains(Apart, StringComparison.OrdinalIgnoreCase);
        return isOwn ? safe : $"{safe[..Math.Min(safe.Length, 32)]}_{appraisal}";
    }

    /// <summary>Writes all reports. For each that could not be written, a file in the folder <c>failed</c> says why.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<JobFrame> frames, Stream output, CancellationToken cancellation)
    {
        await using var held = new HeldStream(output);
        await using (var zip = await ZipArchive.CreateAsync(held, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            await foreach (var frame in frames.WithCancellation(cancellation))
            {
                var (name, content) = frame.IsFaulty ? ($"failed/line-{frame.Line:D6}.json", frame.Content) : Split(frame.Content);
                await using (var file = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation))
                    await file.WriteAsync(content, cancellation);
                await held.PassOnAsync(cancellation);
            }
        }

        await held.PassOnAsync(cancellation);
    }

    /// <summary>Returns whose report an entry is, by its name: the person's id, and the appraisal's id if the name contains one.</summary>
    public static (string Named, string? Appraisal) WhoseIs(ReadOnlyMemory<byte> entry)
    {
        var name = Split(entry).Name;
        var stem = name[..name.IndexOf('.', StringComparison.Ordinal)];
        var at = stem.LastIndexOf(Apart, StringComparison.Ordinal);
        return (stem, at < 0 ? null : stem[(at + 1)..]);
    }

    private static (string Name, ReadOnlyMemory<byte> Page) Split(ReadOnlyMemory<byte> entry)
    {
        var end = entry.Span.IndexOf((byte)'\n');
        return (Encoding.ASCII.GetString(entry.Span[..end]), entry[(end + 1)..]);
    }
}
