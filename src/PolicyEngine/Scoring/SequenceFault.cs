namespace PolicyEngine.Scoring;

/// <summary>What is wrong between the items of a sequence, found by the same rule for values from code and from documents.</summary>
/// <param name="Index">0-based index of the item at fault.</param>
/// <param name="Code">A diagnostic code.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record SequenceFault(int Index, string Code, string Message)
{
    /// <summary>Refuses values from code that have any fault.</summary>
    public static void ThrowAny(IEnumerable<SequenceFault> faults, string parameter)
    {
        if (faults.FirstOrDefault() is { } fault)
            throw new ArgumentException($"item {fault.Index}: {fault.Message}", parameter);
    }
}
