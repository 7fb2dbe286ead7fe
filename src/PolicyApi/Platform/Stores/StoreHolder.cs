using Microsoft.Extensions.Options;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Storage.Work;

namespace PolicyApi.Platform.Stores;

/// <summary>Opens the store that the settings name, once, before the service listens.</summary>
/// <param name="settings">The settings of the store.</param>
/// <param name="log">The settings for answers, with the length of the queue.</param>
/// <param name="provider">The services, from which the data folder is created only if it is needed.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreHolder(IOptions<StoreSettings> settings, IOptions<DecisionLogSettings> log, IServiceProvider provider, TimeProvider time)
{
    private IPolicyStore? _store;

    /// <summary>The store.</summary>
    /// <exception cref="InvalidOperationException">It is not open yet.</exception>
    public IPolicyStore Store => _store ?? throw new InvalidOperationException("the store is not open yet.");

    /// <summary>The jobs in the same store.</summary>
    public IWorkStore Work => Store switch
    {
        PostgresPolicyStore postgres => postgres.Work,
        LiteDbPolicyStore embedded => embedded.Work,
        var other => throw new InvalidOperationException($"`{other.GetType().Name}` takes no bulk work."),
    };

    /// <summary>The changes that other processes write; <see langword="null"/> for a store of a single process.</summary>
    public IStoreChanges? Changes => Store as IStoreChanges;

    /// <summary>Checks everything in an embedded store that no process has open.</summary>
    /// <param name="folder">The data folder, or a backup.</param>
    /// <exception cref="StoreInUseException">A process has the store open.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no store in the folder.</exception>
    public static StoreReport Inspect(string folder) => StoreInspection.Run(folder);

    /// <summary>Opens the store.</summary>
    /// <exception cref="StoreException">The store cannot be opened; the message says why and what to do.</exception>
    public async Task OpenAsync(CancellationToken cancellation) => _store = settings.Value.IsPostgres
        ? await PostgresPolicyStore.OpenAsync(
            new PostgresOptions
            {
                ConnectionString = settings.Value.ConnectionString!,
                PatienceSeconds = settings.Value.PatienceSeconds,
                DecisionQueueLength = log.Value.Waiting,
            },
            time,
            cancellation)
        : LiteDbPolicyStore.Open(
            new LiteDbOptions
            {
                DataFolder = provider.GetRequiredService<DataFolder>().FullName,
                DecisionQueueLength = log.Value.Waiting,
                ReserveBytes = settings.Value.ReserveMegabytes * 1024L * 1024,
            },
            time);
}
