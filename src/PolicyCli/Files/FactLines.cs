using System.Buffers;
using System.Globalization;
using PolicyApi.Platform.Ndjson;

namespace PolicyCli.Files;

/// <summary>Subjects' facts from files or standard input: one JSON object, or a line each.</summary>
internal static class FactLines
{
    /// <summary>Standard input as a file's name.</summary>
    public const string StandardInput = "-";

    /// <summary>The maximum number of bytes of one subject's facts, which is the most that a service can be set to take (<c>Limits:FactsBytes</c>).</summary>
    public const int MostBytes = 4_194_304;

    private const int BufferBytes = 65_536;

    /// <summary>Every subject's facts, read as they are asked for.</summary>
    /// <param name="files">Paths; those that end in <c>.ndjson</c> or <c>.jsonl</c>, and standard input, hold a line per subject.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A subject's facts are longer than <see cref="MostBytes"/>.</exception>
    public static IEnumerable<FactLine> Read(IEnumerable<string> files) => files.SelectMany(Read);

    private static IEnumerable<FactLine> Read(string file)
    {
        if (file is StandardInput)
            return Lines(file, Console.OpenStandardInput());
        if (Directory.Exists(file))
            throw new InvalidDataException($"`{file}` is a folder; name the files with facts inside it");
        return HasLines(file) ? Lines(file, File.OpenRead(file)) : [new FactLine(file, 1, Whole(file))];
    }

    private static bool HasLines(string file) => Path.GetExtension(file).ToUpperInvariant() is ".NDJSON" or ".JSONL";

    private static byte[] Whole(string file)
    {
        using var input = File.OpenRead(file);
        if (input.CanSeek && input.Length > MostBytes)
            throw TooLong($"`{file}` holds", "a file of many subjects, a line each, is named `.ndjson`");
        return File.ReadAllBytes(file);
    }

    /// <summary>Lines as they are, in whatever bytes: one that is no valid text is refused like any other fault of its subject.</summary>
    private static IEnumerable<FactLine> Lines(string file, Stream stream)
    {
        using var input = stream;
        using var window = new LineWindow(MostBytes);
        var (buffer, framer) = (new byte[BufferBytes], new LineFramer(MostBytes));
        bool isFinal;
        do
        {
            var arrived = new ReadOnlySequence<byte>(buffer, 0, input.Read(buffer));
            isFinal = arrived.IsEmpty;
            do
            {
                arrived = arrived.Slice(window.Fill(arrived));
                var rest = window.Rest;
                while (framer.TryTake(ref rest, isFinal, out var line))
                    yield return line.TooLong ? throw TooLong($"line {line.Number} of `{file}` holds", "end each subject's facts with a line break") : new FactLine(file, line.Number, line.Content.ToArray());
                window.Keep(rest.Length);
            }
            while (!arrived.IsEmpty);
        }
        while (!isFinal);
    }

    private static InvalidDataException TooLong(string where, string remedy) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{where} more than {MostBytes:N0} bytes, the most that the facts of one subject may take; {remedy}"));
}

/// <summary>The facts of one subject.</summary>
/// <param name="File">Where they stand.</param>
/// <param name="Number">1-based line.</param>
/// <param name="Utf8">One JSON object.</param>
internal sealed record FactLine(string File, int Number, ReadOnlyMemory<byte> Utf8);
