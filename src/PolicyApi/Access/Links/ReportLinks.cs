using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace PolicyApi.Access.Links;

/// <summary>The report that a link opens, in one language.</summary>
/// <param name="AppraisalId">The appraisal's id.</param>
/// <param name="Language"><c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Sight">How much personal data the creator of the link sees; the link shows no more.</param>
internal sealed record LinkedReport(string AppraisalId, string Language, Sight Sight);

/// <summary>
/// Creates and reads the text of links that open one report for a while without a key. The text is encrypted and signed with keys
/// from the store, so that links survive a restart and reveal nothing.
/// </summary>
/// <param name="protection">Encrypts and signs the text.</param>
/// <param name="time">The clock, for expiry.</param>
internal sealed class ReportLinks(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string Purpose = "report-link.v2";
    private const int LongestText = 1_024;

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    /// <summary>Returns the text of a new link, and when it expires.</summary>
    public (string Text, DateTimeOffset ExpiresAt) Create(LinkedReport report)
    {
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        var content = string.Join('\n', expiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), report.Language, report.Sight.ToString(), report.AppraisalId);
        return (WebEncoders.Base64UrlEncode(_protector.Protect(System.Text.Encoding.UTF8.GetBytes(content))), expiresAt);
    }

    /// <summary>Returns the report that a link opens; <see langword="null"/> if the link has expired, was changed, or was never created.</summary>
    /// <param name="text">The link's text.</param>
    public LinkedReport? Read(string text)
    {
        if (text.Length > LongestText || Unprotect(text) is not { } content)
            return null;
        var parts = System.Text.Encoding.UTF8.GetString(content).Split('\n', 4);
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
        return time.GetUtcNow() < expiresAt ? new LinkedReport(parts[3], parts[1], Enum.Parse<Sight>(parts[2])) : null;
    }

    private byte[]? Unprotect(string text)
    {
        try
        {
            // Decoding ignores padding, blanks and surplus bits, so the text is compared with a fresh encoding: a text with other ones was changed.
            var sealedContent = WebEncoders.Base64UrlDecode(text);
            return string.Equals(WebEncoders.Base64UrlEncode(sealedContent), text, StringComparison.Ordinal) ? _protector.Unprotect(sealedContent) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
