namespace PolicyApi.Storage.LiteDb;

/// <content>
/// Wiping of changed or removed data. The engine writes zeros over what it frees in the data file, which tests pin; until a log is applied
/// to its file, both contain the old data. Each erasure updates the files of decisions itself.
/// </content>
public sealed partial class LiteDbPolicyStore : IStoreWiper
{
    /// <inheritdoc/>
    public async Task WipeAsync(CancellationToken cancellationToken)
    {
        await Gate.RunAsync(
            () =>
            {
                _journal.File.Checkpoint();
                return true;
            },
            cancellationToken);
        await _work.WipeAsync(cancellationToken);
    }
}
