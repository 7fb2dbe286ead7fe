using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers;

/// <summary>Which versions, also drafts, take the place of those in force. The answer then says that it is a trial.</summary>
public sealed record TrialQuery
{
    /// <summary>Of the policy or scheme that is asked.</summary>
    [FromQuery(Name = "version"), Description("Use this version, which may be a draft, instead of the one in force. The answer's `standing` is then `trial`.")]
    public int? Version { get; init; }

    /// <summary>Of others beside it.</summary>
    [FromQuery(Name = "instead"), Description("A version of another document, which may be a draft, to use instead of the one in force, such as `policies/kam-promotion@3`; may be given up to 16 times."), Times(16), Versions]
    public string[]? Instead { get; init; }

    /// <summary>The versions in place of others.</summary>
    /// <param name="asked">The policy or scheme that is asked.</param>
    internal IReadOnlyList<VersionKey> VersionsFor(DocumentKey asked)
    {
        List<VersionKey> versions = [.. (Instead ?? []).Select(i => VersionsAttribute.Read(i)!)];
        if (Version is { } version)
            versions.Add(new VersionKey(asked, version));
        return versions;
    }
}

/// <summary>Versions of documents, each document named once.</summary>
internal sealed class VersionsAttribute : QueryRuleAttribute
{
    /// <summary>The version that a text names, such as <c>policies/kam-promotion@3</c>; <see langword="null"/> when it names none.</summary>
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
