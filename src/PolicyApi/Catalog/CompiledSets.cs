using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>A compiled set and the problems found while compiling it.</summary>
internal sealed record CompiledSet(PolicySet Set, IReadOnlyList<DocumentProblems> Problems);

/// <summary>Compiles lists of documents and caches the sets used last. Concurrent requests for the same list share one compilation.</summary>
internal sealed class CompiledSets(IPolicyStore store, SetCompiler compiler, CatalogOptions options)
{
    private readonly LruCache<string, Lazy<Task<CompiledSet>>> _sets = new(options.CompiledSets, StringComparer.Ordinal);
    private readonly LruCache<string, DocumentReading> _readings = new(options.ReadDocuments, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Document> _offered = new(StringComparer.Ordinal);

    /// <summary>The gates that versions must pass before they come into force, in addition to compiling.</summary>
    public IReadOnlyList<ContentGate> Gates => compiler.Gates;

    /// <summary>The cached sets whose compilation has finished.</summary>
    public IEnumerable<PolicySet> Kept =>
        _sets.Values.Where(s => s.IsValueCreated && s.Value.IsCompletedSuccessfully).Select(s => s.Value.Result.Set);

    /// <summary>Makes documents available for compiling before they are stored, until the returned object is disposed.</summary>
    public IDisposable Offer(IReadOnlyCollection<Document> documents)
    {
        foreach (var document in documents)
            _offered[document.Sha256] = document;
        return new Offering(_offered, documents);
    }

    /// <summary>Returns the compiled set of some documents.</summary>
    /// <param name="pins">The documents, in the order of their keys.</param>
    /// <param name="reuse">A set whose compiled parts may be reused; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the wait but not the compilation, for which other callers may be waiting.</param>
    public async Task<CompiledSet> GetAsync(IReadOnlyList<DocumentPin> pins, PolicySet? reuse, CancellationToken cancellationToken)
    {
        var key = KeyOf(pins);
        var compiled = _sets.GetOrAdd(key, new Lazy<Task<CompiledSet>>(() => CompileAsync(pins, reuse)));
        try
        {
            return await compiled.Value.WaitAsync(cancellationToken);
        }
        catch when (compiled.Value.IsFaulted)
        {
            // A failure, such as one to read the store, is not cached: the next caller tries again.
            _sets.Remove(key);
            throw;
        }
    }

    private async Task<CompiledSet> CompileAsync(IReadOnlyList<DocumentPin> pins, PolicySet? reuse)
    {
        // Documents are read on all cores, as they are compiled.
        var readings = new DocumentReading[pins.Count];
        await Parallel.ForAsync(0, pins.Count, async (i, _) => readings[i] = await ReadAsync(pins[i]));
        var found = pins.Zip(readings, (pin, reading) => (Pin: pin, Document: reading.Document is null ? null : new VersionedDocument(reading.Document, pin.Version), Reading: reading.Diagnostics)).ToList();

        var started = Stopwatch.GetTimestamp();
        var set = compiler.Compile([.. found.Select(f => f.Document).OfType<VersionedDocument>()], reuse, out var compiling);
        options.Compiled?.Invoke(Stopwatch.GetElapsedTime(started));
        var problems = found
            .Select(f => new DocumentProblems(f.Pin, [.. f.Reading, .. f.Document is null ? [] : compiling.GetValueOrDefault(f.Document) ?? []]))
            .Where(p => p.Diagnostics.Count > 0);
        return new CompiledSet(set, [.. problems]);
    }

    private async Task<DocumentReading> ReadAsync(DocumentPin pin)
    {
        if (_readings.TryGet(pin.Sha256, out var known))
            return known;
        if (_offered.TryGetValue(pin.Sha256, out var offered))
            return _readings.GetOrAdd(pin.Sha256, compiler.Read(offered.Canonical));
        var bytes = await store.ReadContentAsync(pin.Sha256, CancellationToken.None)
            ?? throw new StoreCorruptException($"the content `{pin.Sha256}` of `{pin.Key}` version {pin.Version} is missing; restore it from a backup");
        return _readings.GetOrAdd(pin.Sha256, compiler.Read(bytes));
    }

    private static string KeyOf(IReadOnlyList<DocumentPin> pins)
    {
        var key = new StringBuilder();
        foreach (var pin in pins)
            key.Append(CultureInfo.InvariantCulture, $"{pin.Key}@{pin.Version}:{pin.Sha256};");
        return key.ToString();
    }

    private sealed class Offering(ConcurrentDictionary<string, Document> offered, IReadOnlyCollection<Document> documents) : IDisposable
    {
        public void Dispose()
        {
            foreach (var document in documents)
                offered.TryRemove(document.Sha256, out _);
        }
    }
}
