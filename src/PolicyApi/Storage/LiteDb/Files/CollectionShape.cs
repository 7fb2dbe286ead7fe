namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>A collection of a file, with its indexes in addition to the one over <c>_id</c>.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="Indexes">The fields, and whether their values must be unique.</param>
internal sealed record CollectionShape(string Name, params IReadOnlyList<(string Field, bool Unique)> Indexes);
