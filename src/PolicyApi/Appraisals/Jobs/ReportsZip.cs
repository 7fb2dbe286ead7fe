using System.IO.Compression;
using System.Text;
using PolicyApi.Jobs;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Puts reports into one ZIP, as they come: nothing but the report at hand is kept in memory.</summary>
internal static class ReportsZip
{
    // What stands between an id and its appraisal; an id that has it itself could take another's name.
    private const string Apart = "_apr_";

    // No file on Windows can be called so, whatever follows the point; and no name looks like an option of a command.
    private static readonly HashSet<string> Reserved = new(
        ["con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>A report with its name, as it lies in a job's result.</summary>
    /// <param name="name">The file's name; letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</param>
    /// <param name="page">The file.</param>
    public static byte[] Entry(string name, ReadOnlyMemory<byte> page) => [.. Encoding.ASCII.GetBytes(name), (byte)'\n', .. page.Span];

    /// <summary>A person's id as the beginning of a file's name. Ids that do not fit there are told apart by their appraisal.</summary>
    /// <param name="subject">The person's id.</param>
    /// <param name="appraisal">The appraisal's id.</param>
    /// <param name="isApart">Whether another's id differs by upper and lower case only, which many file systems do not tell apart.</param>
    public static string SafeName(string? subject, string appraisal, bool isApart = false)
    {
        var safe = string.Concat((subject ?? "").Select((c, i) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c == '-' && i > 0) ? c : '_'));
        var isOwn = safe == subject && safe.Length is > 0 and <= 64 && !isApart && !Reserved.Contains(safe) && !safe.Contains(Apart, StringComparison.OrdinalIgnoreCase);
        return isOwn ? safe : $"{safe[..Math.Min(safe.Length, 32)]}_{appraisal}";
    }

    /// <summary>Writes all reports; what could not be written is a file in the folder <c>failed</c>, which says why.</summary>
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

    /// <summary>Whose report an entry is, by its name: a person's id, or an appraisal when the id is not in it as it is.</summary>
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
