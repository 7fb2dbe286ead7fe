using System.ComponentModel.DataAnnotations;

namespace PolicyApi.Audit;

/// <summary>The settings for signing, exporting and limiting the audit log. Section <c>Audit</c> of the settings; checked when the service starts.</summary>
public sealed class AuditSettings : IValidatableObject
{
    /// <summary>The section's name in the settings.</summary>
    public const string Section = "Audit";

    /// <summary>A file with the private key that signs heads: ECDSA P-256, PKCS#8 in PEM. Generated into the data folder unless set.</summary>
    public string? SigningKeyFile { get; init; }

    /// <summary>A folder to which every signed head is written, preferably on another machine's disk; default: none.</summary>
    public string? ExportFolder { get; init; }

    /// <summary>An address to which every signed head is posted: https, or http on this machine; default: none.</summary>
    public string? Webhook { get; init; }

    /// <summary>The interval in minutes at which the head is signed and exported if it has changed: 1 to 1,440; default: 60.</summary>
    [Range(1, 1_440)]
    public int HeadMinutes { get; init; } = 60;

    /// <summary>The number of different refusals noted in one minute; further ones are counted together: 1 to 1,000; default: 60.</summary>
    [Range(1, 1_000)]
    public int RefusalsPerMinute { get; init; } = 60;

    /// <summary>The number of refusals noted one by one in 24 hours; further ones are counted together: 10 to 1,000,000; default: 20,000.</summary>
    [Range(10, 1_000_000)]
    public int RefusalsPerDay { get; init; } = 20_000;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SigningKeyFile is { Length: > 0 } && !File.Exists(SigningKeyFile))
            yield return new ValidationResult($"there is no file `{SigningKeyFile}` with the key that signs heads, or it cannot be read; correct `Audit:SigningKeyFile`.");
        if (Webhook is { Length: > 0 } && !(Uri.TryCreate(Webhook, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address is { IsLoopback: true, Scheme: "http" })))
            yield return new ValidationResult("`Audit:Webhook` must be an https address, or an http address on this machine.");
    }
}
