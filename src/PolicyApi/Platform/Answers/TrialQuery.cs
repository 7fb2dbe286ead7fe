using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers;

/// <summary>The versions, possibly drafts, to use instead of those in force. The standing of the answer is <c>trial</c>, unless they are those in force.</summary>
public sealed record TrialQuery
{
    /// <summary>The version of the policy or scheme that is asked.</summary>
    [FromQuery(Name = "version"), Description("Use this version, which may be a draft, instead of the one in force. The answer's `standing` is `trial`, unless the version is the one in force.")]
    public int? Version { get; init; }

    /// <summary>Versions of other documents.</summary>
    [FromQuery(Name = "instead"), Description("A version of another document, which may be a draft, to use instead of the one in force, such as `policies/kam-promotion@3`; may be given up to 16 times."), Times(16), Versions]
    public string[]? Instead { get; init; }

    /// <summary>Returns all versions to use instead of those in force.</summary>
    /// <param name="asked">The policy or scheme that is asked.</param>
    internal IReadOnlyList<VersionKey> VersionsFor(DocumentKey asked)
    {
        List<VersionKey> versions = [.. (Instead ?? []).Select(i => VersionsAttribute.Read(i)!)];
        if (Version is { } version)
            versions.Add(new VersionKey(asked, version));
        return versions;
    }
}

/// <summary>Requires the values to be versions of documents, and each document to be named once.</summary>
internal sealed class VersionsAttribute : QueryRuleAttribute
{
    /// <summary>Reads the version that a text such as <c>policies/kam-promotion@3</c> names; <see langword="null"/> if it names none.</summary>
    public static VersionKey? Read(string text)
    {
        var parts = text.Split('/', '@');
        return parts.Length == 3
            && Enum.GetValues<CatalogSection>().Where(s => StoredNames.Of(s) == parts[0]).Select(s => (CatalogSection?)s).FirstOrDefault() is { } section
            && DocumentKey.IsId(parts[1])
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new VersionKey(new DocumentKey(section, parts[1]), number)
                : null;
    }

    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        List<(string Text, VersionKey? Version)> all = [.. sent.Values.Select(v => (v!, Read(v!)))];
        foreach (var (text, _) in all.Where(v => v.Version is null))
            yield return $"`{ParameterFaults.Shown(text)}` is not a version of a document; write it like `policies/kam-promotion@3`.";
        List<string> named = [.. all.Where(v => v.Version is not null).Select(v => v.Version!.Key.ToString())];
        if (named.Distinct(StringComparer.Ordinal).Count() != named.Count)
            yield return $"`{sent.Name}` names a document twice; name each once.";
        if (IsVersionOfPathSent(sent) && named.Find(d => IsThatOfPath(d, sent.Context)) is { } asked)
            yield return $"`{sent.Name}` and `version` both name `{asked}`; name each document once.";
    }

    private static bool IsVersionOfPathSent(SentParameter sent) => sent.Other("version") is not null || sent.Context.Request.RouteValues.ContainsKey("version");

    private static bool IsThatOfPath(string document, HttpContext context) => context.Request.Path.StartsWithSegments($"/v1/{document}", StringComparison.Ordinal);
}
