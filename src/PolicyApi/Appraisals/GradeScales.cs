using System.Text.Json;
using PolicyApi.Catalog;
using PolicyEngine.Policies;
using PolicyEngine.Scoring;

namespace PolicyApi.Appraisals;

/// <summary>Finds the scales by which stored appraisals were graded, in the versions that they name, whatever is in force today.</summary>
/// <param name="catalog">The documents.</param>
internal sealed class GradeScales(PolicyCatalog catalog)
{
    private const int Kept = 32;

    private readonly LruCache<string, GradeScale> _known = new(Kept, StringComparer.Ordinal);

    /// <summary>Returns the scale by which an appraisal was graded; <see langword="null"/> if the version is missing or has no grades.</summary>
    /// <param name="appraisal">A stored appraisal.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<GradeScale?> OfAsync(JsonElement appraisal, CancellationToken cancellation)
    {
        // Every scheme has a weighting policy, which is the first one.
        var sha256 = appraisal.GetProperty("policies")[0].GetProperty("sha256").GetString()!;
        if (_known.TryGet(sha256, out var known))
            return known;
        return await catalog.ReadContentAsync(sha256, cancellation) is { } content && DocumentReader.ReadAccepted(content).Document is PolicyDocument { Grades: { } scale }
            ? _known.GetOrAdd(sha256, scale)
            : null;
    }
}
