using System.Runtime.InteropServices;

namespace PolicyCli.Files;

/// <summary>Subjects' facts from files or standard input: one JSON object, or a line each.</summary>
internal static class FactLines
{
    /// <summary>Standard input as a file's name.</summary>
    public const string StandardInput = "-";

    private const int BufferBytes = 65_536;

    /// <summary>Every subject's facts, read as they are asked for.</summary>
    /// <param name="files">Paths; those that end in <c>.ndjson</c>, and standard input, hold a line per subject.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IEnumerable<FactLine> Read(IEnumerable<string> files) => files.SelectMany(Read);

    private static IEnumerable<FactLine> Read(string file)
    {
        if (file is StandardInput)
            return Lines(file, Console.OpenStandardInput());
        if (Directory.Exists(file))
            throw new InvalidDataException($"`{file}` is a folder; name the files with facts in it");
        return file.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase)
            ? Lines(file, File.OpenRead(file))
            : [new FactLine(file, 1, File.ReadAllBytes(file))];
    }

    /// <summary>Lines as they are, in whatever bytes: one that is no valid text is refused like any other fault of its subject.</summary>
    private static IEnumerable<FactLine> Lines(string file, Stream stream)
    {
        using var input = stream;
        var (buffer, rest) = (new byte[BufferBytes], new List<byte>());
        var number = 1;
        while (input.Read(buffer) is var count and > 0)
        {
            for (var start = 0; start < count; number++)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, count - start);
                rest.AddRange(buffer.AsSpan(start, (end < 0 ? count : end) - start));
                if (end < 0)
                    break;
                start = end + 1;
                if (Take(rest) is { } line)
                    yield return new FactLine(file, number, line);
            }
        }

        if (Take(rest) is { } last)
            yield return new FactLine(file, number, last);
    }

    private static byte[]? Take(List<byte> bytes)
    {
        var line = CollectionsMarshal.AsSpan(bytes).TrimEnd((byte)'\r');
        var taken = line.Trim(" \t"u8).IsEmpty ? null : line.ToArray();
        bytes.Clear();
        return taken;
    }
}

/// <summary>The facts of one subject.</summary>
/// <param name="File">Where they stand.</param>
/// <param name="Number">1-based line.</param>
/// <param name="Utf8">One JSON object.</param>
internal sealed record FactLine(string File, int Number, ReadOnlyMemory<byte> Utf8);
