namespace PolicyApi.Platform;

/// <summary>Who did something, until callers identify themselves.</summary>
internal static class Actors
{
    /// <summary>A caller of the API.</summary>
    public const string Unknown = "anonymous";

    /// <summary>The service itself, filling an empty store.</summary>
    public const string Seeder = "seeder";
}
