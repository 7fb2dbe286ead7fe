namespace PolicyService.Faults.Kill;

/// <summary>What was acknowledged over all lives of a service, in a file beside its data, so that a run can be interrupted and go on.</summary>
/// <param name="path">The file; it is made when there is none.</param>
internal sealed class Ledger(string path)
{
    /// <summary>Writes down what a life has acknowledged.</summary>
    public void Add(IEnumerable<Entry> entries) => File.AppendAllLines(path, entries.Select(e => $"{e.Kind} {e.Id} {e.Sha256}".TrimEnd()));

    /// <summary>Everything written down so far.</summary>
    public IReadOnlyList<Entry> Read() => File.Exists(path) ? [.. File.ReadLines(path).Select(Parse)] : [];

    private static Entry Parse(string line)
    {
        var parts = line.Split(' ');
        return new Entry(Enum.Parse<Kind>(parts[0]), parts[1], parts.ElementAtOrDefault(2) ?? string.Empty);
    }

    /// <summary>What can be acknowledged.</summary>
    internal enum Kind
    {
        Decision,
        Draft,
        Publication,
        Key,
    }

    /// <summary>One thing that was acknowledged; a decision with the hash of its record.</summary>
    internal readonly record struct Entry(Kind Kind, string Id, string Sha256 = "");
}
