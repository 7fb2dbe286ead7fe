namespace PolicyApi.Storage.LiteDb;

/// <content>
/// Letting go of what was changed or removed. The engine writes zeros over what it frees in the data file, which tests pin; until a log is brought
/// into its file, both hold what was there. The files of decisions are brought up to date by each erasure.
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
