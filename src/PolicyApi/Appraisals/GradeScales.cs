using System.Text.Json;
using PolicyApi.Catalog;
using PolicyEngine.Policies;
using PolicyEngine.Scoring;

namespace PolicyApi.Appraisals;

/// <summary>The scales by which stored appraisals were graded: those of the versions that they name, whatever is in force today.</summary>
/// <param name="catalog">The documents.</param>
internal sealed class GradeScales(PolicyCatalog catalog)
{
    private const int Kept = 32;

    private readonly LruCache<string, GradeScale> _known = new(Kept, StringComparer.Ordinal);

    /// <summary>The scale that graded an appraisal; <see langword="null"/> when the version is no longer there.</summary>
    /// <param name="appraisal">A stored appraisal.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<GradeScale?> OfAsync(JsonElement appraisal, CancellationToken cancellation)
    {
        // Every scheme has a weighting policy, and it stands first.
        var sha256 = appraisal.GetProperty("policies")[0].GetProperty("sha256").GetString()!;
        if (_known.TryGet(sha256, out var known))
            return known;
        return await catalog.ReadContentAsync(sha256, cancellation) is { } content && DocumentReader.ReadAccepted(content).Document is PolicyDocument { Grades: { } scale }
            ? _known.GetOrAdd(sha256, scale)
            : null;
    }
}
