using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers;

/// <summary>Which versions, also drafts, take the place of those in force. The answer then says that it is a trial.</summary>
public sealed record TrialQuery
{
    /// <summary>Of the policy or scheme that is asked.</summary>
    [FromQuery(Name = "version"), Description("Answer by this version, also a draft, in the place of the one in force. The answer's `standing` is `trial` then.")]
    public int? Version { get; init; }

    /// <summary>Of others beside it.</summary>
    [FromQuery(Name = "instead"), Description("Another document's version, also a draft, in the place of the one in force, such as `policies/kam-promotion@3`; may be given up to 16 times.")]
    public string[]? Instead { get; init; }

    private const int Most = 16;

    /// <summary>The versions in place of others.</summary>
    /// <param name="asked">The policy or scheme that is asked.</param>
    /// <exception cref="FaultException">One cannot be read, or a document is named twice.</exception>
    internal IReadOnlyList<VersionKey> VersionsFor(DocumentKey asked)
    {
        if (Instead is null or [] && Version is null)
            return [];
        if (Instead is { Length: > Most })
            throw new FaultException(Faults.ParameterInvalid("instead", $"`instead` may be given {Most} times."));
        List<VersionKey> versions = [.. (Instead ?? []).Select(Read)];
        if (Version is { } version)
            versions.Add(new VersionKey(asked, version));
        return versions.DistinctBy(v => v.Key).Count() == versions.Count
            ? versions
            : throw new FaultException(Faults.ParameterInvalid("instead", "`instead` and `version` name a document twice; name each once."));
    }

    private static VersionKey Read(string text)
    {
        var parts = text.Split('/', '@');
        if (parts.Length == 3
            && Enum.GetValues<CatalogSection>().Where(s => StoredNames.Of(s) == parts[0]).Select(s => (CatalogSection?)s).FirstOrDefault() is { } section
            && DocumentKey.IsId(parts[1])
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new VersionKey(new DocumentKey(section, parts[1]), number);
        throw new FaultException(Faults.ParameterInvalid("instead", $"`{text}` is no version of a document; write it like `policies/kam-promotion@3`."));
    }
}
