using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Collects findings; beyond 1,000, they are only counted.</summary>
internal sealed class FindingBag
{
    private const int Most = 1_000;

    private readonly List<Finding> _findings = [];
    private long _more;

    /// <summary>The number of findings.</summary>
    public long Count => _findings.Count + _more;

    /// <summary>Returns the findings; if there are more than 1,000, the last one tells how many more.</summary>
    public IReadOnlyList<Finding> ToList() => _more == 0 ? _findings : [.. _findings, new Finding("…", $"and {_more} more")];

    /// <summary>Adds a finding.</summary>
    public void Add(string where, string what)
    {
        if (_findings.Count < Most)
            _findings.Add(new Finding(where, what));
        else
            _more++;
    }

    /// <summary>Runs a step; if the store reports damage, that becomes a finding.</summary>
    /// <returns>The step's result; the default value if the store reported damage.</returns>
    public async Task<T?> TryAsync<T>(string where, Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (StoreCorruptException e)
        {
            Add(where, e.Message);
            return default;
        }
    }
}
