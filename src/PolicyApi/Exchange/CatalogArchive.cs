using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Problems;
using PolicyEngine.Documents;

namespace PolicyApi.Exchange;

/// <summary>One file of an archive.</summary>
/// <param name="Path">Its path in the archive.</param>
/// <param name="Utf8">Its text.</param>
internal sealed record ArchiveFile(string Path, ReadOnlyMemory<byte> Utf8);

/// <summary>A catalogue as a ZIP archive of JSON files: <c>policies/kam-promotion.json</c> and so on. The same documents give the same bytes.</summary>
internal static class CatalogArchive
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/zip";

    /// <summary>The file that says what is in the archive; importing does not read it.</summary>
    public const string Manifest = "catalog.json";

    /// <summary>Most files of one archive.</summary>
    public const int MostFiles = 400;

    /// <summary>Most bytes of all files of one archive, unpacked: 64 MiB.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    // What is exported twice should be the same bytes, and ZIP knows no time before.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        MaxDepth = EngineLimits.DeepestJson,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes files, in their order.</summary>
    public static byte[] Write(IEnumerable<ArchiveFile> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                var entry = archive.CreateEntry(file.Path, CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                using var stream = entry.Open();
                stream.Write(file.Utf8.Span);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>JSON with a member on each line, so that a change shows as a change of lines. Numbers keep their digits.</summary>
    public static byte[] Indented(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = EngineLimits.DeepestJson });
        return [.. JsonSerializer.SerializeToUtf8Bytes(document.RootElement, Readable), (byte)'\n'];
    }

    /// <summary>The JSON files of an archive but the manifest, by path.</summary>
    /// <param name="zip">The archive.</param>
    /// <param name="mostBytes">Most bytes of one file.</param>
    /// <exception cref="FaultException">It is no archive, or holds more than is taken.</exception>
    public static IReadOnlyList<ArchiveFile> Read(ReadOnlyMemory<byte> zip, int mostBytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip.ToArray(), writable: false), ZipArchiveMode.Read);
            var entries = archive.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !IsManifest(e)).ToList();
            if (entries.Count > MostFiles)
                throw new FaultException(Broken($"it has {entries.Count} documents; send at most {MostFiles} at once."));
            var files = new List<ArchiveFile>(entries.Count);
            var left = MostBytes;
            foreach (var entry in entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                files.Add(new ArchiveFile(entry.FullName, Unpack(entry, (int)Math.Min(left, mostBytes))));
                left -= files[^1].Utf8.Length;
            }

            return files;
        }
        catch (InvalidDataException)
        {
            throw new FaultException(Broken("it is no ZIP archive, or a damaged one."));
        }
    }

    private static bool IsManifest(ZipArchiveEntry entry) => string.Equals(entry.FullName, Manifest, StringComparison.Ordinal) || entry.FullName.EndsWith('/' + Manifest, StringComparison.Ordinal);

    // The length that the archive tells is not believed.
    private static ReadOnlyMemory<byte> Unpack(ZipArchiveEntry entry, int most)
    {
        using var stream = entry.Open();
        var bytes = new byte[most + 1];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read > most ? throw new FaultException(Broken($"`{entry.FullName}` is larger than a document may be.")) : bytes.AsMemory(0, read).ToArray();
    }

    private static Fault Broken(string detail) => new(422, "archive-invalid", "The archive cannot be read", detail);
}
