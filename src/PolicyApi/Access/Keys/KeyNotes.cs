using System.Text.Json.Nodes;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Access.Keys;

/// <summary>The journal entries about keys. Their words are part of hashed bytes and must never change.</summary>
internal static class KeyNotes
{
    /// <summary>The prefix of targets; the key's id follows.</summary>
    public const string TargetPrefix = "keys/";

    /// <summary>A key was created.</summary>
    public const string Created = "key-created";

    /// <summary>A key got a new secret.</summary>
    public const string Rotated = "key-rotated";

    /// <summary>A key was revoked.</summary>
    public const string Revoked = "key-revoked";

    /// <summary>The bootstrap key was generated.</summary>
    public const string BootstrapGenerated = "bootstrap-key-generated";

    /// <summary>Whether an action is a change of a key.</summary>
    public static bool IsChange(string action) => action is Created or Rotated or Revoked;

    /// <summary>Creates the journal entry for a change.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="at">When.</param>
    /// <param name="before">The key before; <see langword="null"/> for a new one.</param>
    /// <param name="after">The key after.</param>
    /// <param name="reason">Why.</param>
    public static NewNoteEntry Of(string action, string actor, DateTimeOffset at, KeyRecord? before, KeyRecord after, string? reason)
    {
        var details = new JsonObject { ["name"] = after.Name, ["roles"] = new JsonArray([.. after.Roles.Select(r => JsonValue.Create(r))]) };
        if (after.Manager is not null)
            details["manager"] = after.Manager;
        return new NewNoteEntry
        {
            At = at,
            Actor = actor,
            Action = action,
            Target = TargetPrefix + after.Id,
            HashBefore = before is null ? null : KeyFingerprint.Of(before),
            HashAfter = KeyFingerprint.Of(after),
            Reason = reason,
            Details = CanonicalText.Of(details),
        };
    }
}
