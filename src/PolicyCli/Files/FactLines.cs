using System.Text;

namespace PolicyCli.Files;

/// <summary>Subjects' facts from files or standard input: one JSON object, or a line each.</summary>
internal static class FactLines
{
    /// <summary>Standard input as a file's name.</summary>
    public const string StandardInput = "-";

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

    private static IEnumerable<FactLine> Lines(string file, Stream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return new FactLine(file, number, Encoding.UTF8.GetBytes(line));
        }
    }
}

/// <summary>The facts of one subject.</summary>
/// <param name="File">Where they stand.</param>
/// <param name="Number">1-based line.</param>
/// <param name="Utf8">One JSON object.</param>
internal sealed record FactLine(string File, int Number, ReadOnlyMemory<byte> Utf8);
