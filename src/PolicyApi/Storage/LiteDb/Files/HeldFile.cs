namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>A file whose data is held unchanged, if possible, so that it can be copied outside the gate. Created and released inside the gate.</summary>
/// <param name="File">The file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mark">The result of holding it.</param>
/// <param name="Length">The number of bytes of its data when it was held.</param>
internal sealed record HeldFile(IHoldable File, string Name, long Mark, long Length)
{
    /// <summary>Holds a file.</summary>
    public static HeldFile Of(IHoldable file, string name)
    {
        var mark = file.Hold();
        return new HeldFile(file, name, mark, file.DataLength);
    }

    /// <summary>Releases it.</summary>
    /// <returns>Whether its data has stayed unchanged.</returns>
    public bool Release() => File.Release(Mark);
}
