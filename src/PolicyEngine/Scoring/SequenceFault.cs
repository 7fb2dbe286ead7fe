namespace PolicyEngine.Scoring;

/// <summary>What is wrong between the items of a sequence. The same rules apply to values given by code and to values read from documents.</summary>
/// <param name="Index">The 0-based index of the item at fault.</param>
/// <param name="Code">A diagnostic code.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record SequenceFault(int Index, string Code, string Message)
{
    /// <summary>Throws <see cref="ArgumentException"/> for the first fault of values given by code, if there is one.</summary>
    public static void ThrowAny(IEnumerable<SequenceFault> faults, string parameter)
    {
        if (faults.FirstOrDefault() is { } fault)
            throw new ArgumentException($"item {fault.Index}: {fault.Message}", parameter);
    }
}
