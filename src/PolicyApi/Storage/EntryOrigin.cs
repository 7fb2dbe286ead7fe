namespace PolicyApi.Storage;

/// <summary>
/// The origin of the current request, for every entry that is written while it is handled. It flows with the request, so that code between need not pass
/// on an address that it does not use.
/// </summary>
public static class EntryOrigin
{
    private static readonly AsyncLocal<string?> Flowing = new();

    /// <summary>The client's address; <see langword="null"/> for what the service does on its own.</summary>
    public static string? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value is { Length: > StoreLimits.MaxOriginLength } ? value[..StoreLimits.MaxOriginLength] : value;
    }
}
