using System.Buffers;
using System.Globalization;
using PolicyApi.Platform.Ndjson;

namespace PolicyCli.Files;

/// <summary>Reads the facts of subjects from files or standard input: one JSON object per file, or one per line.</summary>
internal static class FactLines
{
    /// <summary>The file name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The maximum number of bytes of one subject's facts: the highest value of the service's setting <c>Limits:FactsBytes</c>.</summary>
    public const int MostBytes = 4_194_304;

    private const int BufferBytes = 65_536;

    /// <summary>Returns every subject's facts; they are read while the result is enumerated.</summary>
    /// <param name="files">The paths; files that end in <c>.ndjson</c> or <c>.jsonl</c>, and standard input, have one line per subject.</param>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="InvalidDataException">A subject's facts are longer than <see cref="MostBytes"/>, or a path is a folder.</exception>
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

    /// <summary>Returns lines as bytes; a line that is not valid UTF-8 is refused later, like any other error in the facts.</summary>
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
/// <param name="File">The file.</param>
/// <param name="Number">The 1-based number of the line.</param>
/// <param name="Utf8">One JSON object.</param>
internal sealed record FactLine(string File, int Number, ReadOnlyMemory<byte> Utf8);
