using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Whose personal data a fact is.</summary>
public enum PersonalData
{
    /// <summary>Nobody's.</summary>
    None,

    /// <summary>The subject's: shown to the subject, and to callers who may see personal data.</summary>
    Subject,

    /// <summary>Other people's, such as who gave a rating: shown only to callers who may see personal data, and never to the subject.</summary>
    Others,
}

/// <summary>Reads the <c>personal</c> member of a field.</summary>
internal static class PersonalDataReader
{
    private const string Member = "personal";
    private const string OthersWord = "others";

    /// <summary>
    /// Reads <c>true</c> or <c>"others"</c>; any other value than these and <c>false</c> is reported. Returns <see cref="PersonalData.None"/> without the
    /// member.
    /// </summary>
    public static PersonalData Read(ObjectReader reader)
    {
        switch (reader.Optional(Member))
        {
            case null:
                return PersonalData.None;
            case { Kind: SourceKind.Boolean } flag:
                return string.Equals(flag.Text, "true", StringComparison.Ordinal) ? PersonalData.Subject : PersonalData.None;
            case { Kind: SourceKind.String, Text: OthersWord }:
                return PersonalData.Others;
            case var other:
                reader.Diagnostics.Error(other, "wrong-type", $"expected `true`, or `\"{OthersWord}\"` for data about people other than the subject, not {other}");
                return PersonalData.None;
        }
    }
}
