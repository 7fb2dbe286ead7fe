using System.Globalization;

namespace PolicyService.Faults;

/// <summary>The command line is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Options of a command, each with one value.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Arguments()
    {
    }

    /// <summary>Reads them.</summary>
    /// <param name="args">What follows the command.</param>
    /// <param name="names">Those that there are.</param>
    /// <exception cref="UsageException">One is not known, is given twice, or has no value.</exception>
    public static Arguments Read(IReadOnlyList<string> args, params IReadOnlyList<string> names)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (!names.Contains(args[i], StringComparer.Ordinal))
                throw new UsageException($"`{args[i]}` is no option here; there are {string.Join(", ", names.Select(n => $"`{n}`"))}");
            if (i + 1 == args.Count)
                throw new UsageException($"`{args[i]}` needs a value");
            if (!read._values.TryAdd(args[i], args[i + 1]))
                throw new UsageException($"`{args[i]}` is given twice");
        }

        return read;
    }

    /// <summary>A text; <see langword="null"/> when it is not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A number of at least 1.</summary>
    public int Number(string name, int otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"`{name}` is `{text}`; it must be a whole number of at least 1");
    }

    /// <summary>A time in whole seconds.</summary>
    public TimeSpan Seconds(string name, TimeSpan otherwise) => TimeSpan.FromSeconds(Number(name, (int)otherwise.TotalSeconds));
}
