using System.ComponentModel.DataAnnotations;
using PolicyApi.Catalog.Commands;
using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <summary>An open catalogue: its reader and its commands, all on one live state. The only place where these parts are put together.</summary>
internal sealed class OpenCatalog : IDisposable
{
    private readonly LiveCatalog _live;

    private OpenCatalog(LiveCatalog live, CompiledSets sets, IPolicyStore store, bool singlePerson)
    {
        _live = live;
        var door = new IntoForce(sets, singlePerson);
        var passage = new ForcePassage(live);
        Reading = new PolicyCatalog(live, sets, store);
        Drafts = new DraftCommands(live);
        Approvals = new ApprovalCommands(live, door, singlePerson);
        Publications = new PublicationCommands(live, door, passage);
        Imports = new ImportCommand(live, door, passage, sets);
    }

    /// <summary>Reads documents and the sets in force.</summary>
    public PolicyCatalog Reading { get; }

    /// <summary>Adds documents and versions, and edits drafts.</summary>
    public DraftCommands Drafts { get; }

    /// <summary>Submits, approves and rejects versions.</summary>
    public ApprovalCommands Approvals { get; }

    /// <summary>Publishes versions, rolls back, and withdraws documents.</summary>
    public PublicationCommands Publications { get; }

    /// <summary>Imports many documents at once.</summary>
    public ImportCommand Imports { get; }

    /// <summary>Opens the catalogue: reads the document entries of the journal and compiles the set in force today.</summary>
    /// <param name="store">The store of the documents; the caller disposes of it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">The sizes of the caches and the requirements for versions.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreCorruptException">The journal or a content is damaged or missing.</exception>
    public static Task<OpenCatalog> OpenAsync(IPolicyStore store, TimeProvider time, CatalogOptions options, CancellationToken cancellationToken) =>
        OpenAsync(store, time, options, SetCompiler.Engine(options.Tests, time), cancellationToken);

    /// <summary>Opens the catalogue with another compiler than the engine.</summary>
    /// <param name="store">The store of the documents; the caller disposes of it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">The sizes of the caches and the requirements for versions.</param>
    /// <param name="compiler">Reads, compiles and checks documents.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<OpenCatalog> OpenAsync(
        IPolicyStore store, TimeProvider time, CatalogOptions options, SetCompiler compiler, CancellationToken cancellationToken)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var sets = new CompiledSets(store, compiler, options);
        return new OpenCatalog(await LiveCatalog.OpenAsync(store, time, sets, options.CameIntoForce, cancellationToken), sets, store, options.SinglePerson);
    }

    /// <inheritdoc cref="LiveCatalog.RefreshAsync"/>
    public Task RefreshAsync(CancellationToken cancellationToken) => _live.RefreshAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _live.Dispose();
}
