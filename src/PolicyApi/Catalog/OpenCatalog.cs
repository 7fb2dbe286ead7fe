using System.ComponentModel.DataAnnotations;
using PolicyApi.Catalog.Commands;
using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <summary>A catalogue that is open: what reads it and what changes it, on one live state. Here its parts are put together, and nowhere else.</summary>
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

    /// <summary>What documents say and what is in force.</summary>
    public PolicyCatalog Reading { get; }

    /// <summary>Adds documents and versions, and edits drafts.</summary>
    public DraftCommands Drafts { get; }

    /// <summary>Takes versions from draft to approved.</summary>
    public ApprovalCommands Approvals { get; }

    /// <summary>Puts versions into force and takes documents out of it.</summary>
    public PublicationCommands Publications { get; }

    /// <summary>Brings in many documents at once.</summary>
    public ImportCommand Imports { get; }

    /// <summary>Reads what was done to documents and compiles what is in force today.</summary>
    /// <param name="store">Where the documents live; stays the caller's to dispose of.</param>
    /// <param name="time">Says what day it is.</param>
    /// <param name="options">How much is kept in memory, and what is asked of versions.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreCorruptException">The journal or a content is not what was written.</exception>
    public static Task<OpenCatalog> OpenAsync(IPolicyStore store, TimeProvider time, CatalogOptions options, CancellationToken cancellationToken) =>
        OpenAsync(store, time, options, SetCompiler.Engine(options.Tests, time), cancellationToken);

    /// <summary>The same, with what the catalogue asks of the engine.</summary>
    /// <param name="store">Where the documents live; stays the caller's to dispose of.</param>
    /// <param name="time">Says what day it is.</param>
    /// <param name="options">How much is kept in memory, and what is asked of versions.</param>
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
