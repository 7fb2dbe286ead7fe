namespace PolicyApi.Access;

/// <summary>How much of the personal data in a stored answer a caller sees.</summary>
internal enum Sight
{
    /// <summary>None of it.</summary>
    Masked,

    /// <summary>What is about the subject, because the caller is the subject; not what is about others.</summary>
    Own,

    /// <summary>All of it.</summary>
    Full,
}
