using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Catalog;

/// <summary>Settings of the catalogue.</summary>
public sealed record CatalogOptions
{
    /// <summary>The maximum number of compiled sets that are cached for requests about other days or drafts: 1 to 1,000; default: 16.</summary>
    [Range(1, 1_000)]
    public int CompiledSets { get; init; } = 16;

    /// <summary>The maximum number of parsed documents that are cached: 1 to 100,000; default: 1,000.</summary>
    [Range(1, 100_000)]
    public int ReadDocuments { get; init; } = 1_000;

    /// <summary>The requirements for the tests of policies.</summary>
    public PolicyTestOptions Tests { get; init; } = new();

    /// <summary>Whether one person may publish content that nobody else has approved; such publications are marked. Default: <see langword="false"/>.</summary>
    public bool SinglePerson { get; init; }

    /// <summary>Called with the duration of each compilation of a set; <see langword="null"/> for no call.</summary>
    public Action<TimeSpan>? Compiled { get; init; }

    /// <summary>
    /// Called with the time between a publication's time stamp and its coming into force in this process; <see langword="null"/> for no call.
    /// </summary>
    public Action<TimeSpan>? CameIntoForce { get; init; }
}
