using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Catalog;

/// <summary>Settings of the catalogue.</summary>
public sealed record CatalogOptions
{
    /// <summary>How many compiled sets are kept for questions about other days and drafts; 1–1,000.</summary>
    [Range(1, 1_000)]
    public int CompiledSets { get; init; } = 16;

    /// <summary>How many documents are kept as read; 1–100,000.</summary>
    [Range(1, 100_000)]
    public int ReadDocuments { get; init; } = 1_000;

    /// <summary>What the tests of policies have to show.</summary>
    public PolicyTestOptions Tests { get; init; } = new();

    /// <summary>Whether one person may put into force what nobody else has approved; every such publication says so. No unless set.</summary>
    public bool SinglePerson { get; init; }

    /// <summary>Called with the time that compiling a set took.</summary>
    public Action<TimeSpan>? Compiled { get; init; }

    /// <summary>Called with the time from a publication's time stamp until it came into force in this process.</summary>
    public Action<TimeSpan>? CameIntoForce { get; init; }
}
