using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>
/// Follows the journal in two independent ways: by messages of the server on a separate connection, and by a
/// query at a fixed interval on any connection.
/// </summary>
/// <param name="database">Where the journal is.</param>
internal sealed class JournalWatch(Database database)
{
    // Together with the time to read and compile what is new, this keeps within 1.1 s.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns the journal's end whenever it was read.</summary>
    public async IAsyncEnumerable<JournalHead> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Holds one message: several mean no more than one.
        var messages = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = Task.Run(() => ListenAsync(messages.Writer, ending.Token), CancellationToken.None);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (await ReadAsync(cancellationToken) is { } head)
                    yield return head;
                await WaitAsync(messages.Reader, cancellationToken);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await listening;
        }
    }

    private async Task<JournalHead?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.TryAsync(JournalTable.HeadAsync, cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task WaitAsync(ChannelReader<bool> messages, CancellationToken cancellationToken)
    {
        using var pace = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        pace.CancelAfter(Pace);
        try
        {
            await messages.ReadAsync(pace.Token);
        }
        catch (OperationCanceledException)
        {
            // It is time to query, or the end.
        }
    }

    private async Task ListenAsync(ChannelWriter<bool> messages, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(messages, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (NpgsqlException)
            {
                // The queries at a fixed interval continue in the meantime.
                await Task.Delay(PauseAfterLoss, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenOnceAsync(ChannelWriter<bool> messages, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        connection.Notification += (_, _) => messages.TryWrite(true);
        await connection.ExecuteAsync($"LISTEN {ChangeTable.Channel}");
        // Messages sent before now are lost, so the journal must be read.
        messages.TryWrite(true);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }
}
