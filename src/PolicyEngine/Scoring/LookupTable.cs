using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>Numbers by key, such as the bonus coefficient of each grade.</summary>
public sealed class LookupTable
{
    private readonly Dictionary<string, decimal> _entries;

    /// <summary>Creates a table.</summary>
    /// <param name="entries">At least one entry. Keys must be unique; case matters.</param>
    /// <exception cref="ArgumentException">There is no entry, or a key occurs twice.</exception>
    public LookupTable(IEnumerable<KeyValuePair<string, decimal>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _entries = new Dictionary<string, decimal>(entries, StringComparer.Ordinal);
        if (_entries.Count == 0)
            throw new ArgumentException("there is no entry", nameof(entries));
    }

    /// <summary>The numbers by key.</summary>
    public IReadOnlyDictionary<string, decimal> Entries => _entries;

    /// <summary>Returns the number for a key.</summary>
    /// <param name="key">A key of the table; case matters.</param>
    /// <exception cref="EvaluationException"><c>no-entry</c> when the table does not have the key.</exception>
    public decimal Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _entries.TryGetValue(key, out var number) ? number : throw NoEntry(key);
    }

    /// <summary>Creates the exception for a key that the table does not have.</summary>
    internal EvaluationException NoEntry(string key) => new(EvaluationFaults.NoEntry, new LocalizedText(
        $"the table has no entry `{key}`; it has {NamesInWords.Of(_entries.Keys, ", ")}",
        $"对照表中没有“{key}”，只有{NamesInWords.Of(_entries.Keys, "、")}"));
}
