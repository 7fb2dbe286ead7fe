namespace PolicyApi.Storage.LiteDb;

/// <summary>A file whose data stays as it is, if it can be helped, so that it can be copied outside the gate. Made and released inside it.</summary>
/// <param name="File">The file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mark">What holding it has returned.</param>
/// <param name="Length">Bytes of its data when it was held.</param>
internal sealed record HeldFile(IHoldable File, string Name, long Mark, long Length)
{
    /// <summary>Holds a file.</summary>
    public static HeldFile Of(IHoldable file, string name)
    {
        var mark = file.Hold();
        return new HeldFile(file, name, mark, file.DataLength);
    }

    /// <summary>Lets go of it.</summary>
    /// <returns>Whether its data has stayed as it was.</returns>
    public bool Release() => File.Release(Mark);
}
