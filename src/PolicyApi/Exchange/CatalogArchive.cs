using System.IO.Compression;
using System.Text.Json;
using PolicyApi.Platform.Problems;
using PolicyEngine.Documents;

namespace PolicyApi.Exchange;

/// <summary>One file of an archive.</summary>
/// <param name="Path">The path in the archive.</param>
/// <param name="Utf8">The text.</param>
internal sealed record ArchiveFile(string Path, ReadOnlyMemory<byte> Utf8);

/// <summary>
/// Writes and reads a catalogue as a ZIP archive of JSON files, such as <c>policies/kam-promotion.json</c>. The same documents give the same bytes.
/// </summary>
internal static class CatalogArchive
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/zip";

    /// <summary>The file that lists what is in the archive; imports ignore it.</summary>
    public const string Manifest = "catalog.json";

    /// <summary>The maximum number of files of one archive.</summary>
    public const int MostFiles = 400;

    /// <summary>The maximum number of bytes of all files of one archive, unpacked: 64 MiB.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    // A constant time, the earliest that ZIP can store, so that two exports have the same bytes.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        MaxDepth = EngineLimits.DeepestJson,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes files to an archive, in their order.</summary>
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

    /// <summary>Returns JSON with each member on a line of its own, which is best for comparing versions. Numbers keep their digits.</summary>
    public static byte[] Indented(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = EngineLimits.DeepestJson });
        return [.. JsonSerializer.SerializeToUtf8Bytes(document.RootElement, Readable), (byte)'\n'];
    }

    /// <summary>Reads the JSON files of an archive, except the manifest, by path.</summary>
    /// <param name="zip">The archive.</param>
    /// <param name="mostBytes">The maximum number of bytes of one file.</param>
    /// <exception cref="FaultException">The bytes are not an archive, or the archive exceeds the limits.</exception>
    public static IReadOnlyList<ArchiveFile> Read(ReadOnlyMemory<byte> zip, int mostBytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip.ToArray(), writable: false), ZipArchiveMode.Read);
            var entries = archive.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).ToList();
            if (entries.Count > MostFiles + 1)
                throw new FaultException(Broken($"it has {entries.Count} JSON files; send at most {MostFiles} documents at once."));
            var files = new List<ArchiveFile>(entries.Count);
            var left = MostBytes;
            foreach (var entry in entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var file = new ArchiveFile(entry.FullName, Unpack(entry, mostBytes));
                left -= file.Utf8.Length;
                if (left < 0)
                    throw new FaultException(Broken($"its files are more than {MostBytes / 1024 / 1024} MiB unpacked; send it in parts."));
                if (!IsManifest(file))
                    files.Add(file);
            }

            return files.Count <= MostFiles ? files : throw new FaultException(Broken($"it has {files.Count} documents; send at most {MostFiles} at once."));
        }
        catch (InvalidDataException)
        {
            throw new FaultException(Broken("it is not a ZIP archive, or it is damaged."));
        }
    }

    // A document may also have the id `catalog`; unlike a document, the manifest has no kind.
    private static bool IsManifest(ArchiveFile file)
    {
        if (!string.Equals(file.Path[(file.Path.LastIndexOf('/') + 1)..], Manifest, StringComparison.Ordinal))
            return false;
        try
        {
            using var json = JsonDocument.Parse(file.Utf8, new JsonDocumentOptions { MaxDepth = EngineLimits.DeepestJson });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("documents", out _) && !json.RootElement.TryGetProperty("kind", out _);
        }
        catch (JsonException)
        {
            return false; // It is then read as a document, which reports the error.
        }
    }

    // The uncompressed length stated in the archive is not trusted.
    private static ReadOnlyMemory<byte> Unpack(ZipArchiveEntry entry, int most)
    {
        using var stream = entry.Open();
        var bytes = new byte[most + 1];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read > most ? throw new FaultException(Broken($"`{entry.FullName}` is larger than a document may be.")) : bytes.AsMemory(0, read).ToArray();
    }

    private static Fault Broken(string detail) => new(422, "archive-invalid", "The archive cannot be read", detail);
}
