using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Platform;

/// <summary>Where the service keeps its data. Section <c>Store</c> of the settings; checked when the service starts.</summary>
public sealed class StoreSettings
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Store";

    /// <summary>The folder of the embedded store; a relative path starts beside <c>policies/</c>. <c>data</c> unless set.</summary>
    [Required]
    public string Folder { get; init; } = "data";

    /// <summary>Whether a store without any publication is filled with the documents that ship with the service; yes unless set.</summary>
    public bool Seed { get; init; } = true;
}
