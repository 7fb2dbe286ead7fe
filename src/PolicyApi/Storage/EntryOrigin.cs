namespace PolicyApi.Storage;

/// <summary>
/// From where the present request comes, for every entry that is made while it is answered. It flows with the request, so that what changes things
/// need not hand an address down that none of it uses.
/// </summary>
public static class EntryOrigin
{
    private static readonly AsyncLocal<string?> Flowing = new();

    /// <summary>The client's address; <see langword="null"/> for what the service does by itself.</summary>
    public static string? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value is { Length: > StoreLimits.MaxOriginLength } ? value[..StoreLimits.MaxOriginLength] : value;
    }
}
