using System.Text.RegularExpressions;

namespace PolicyApi.Storage.Work;

/// <summary>The checks of every store of work.</summary>
internal static partial class WorkChecks
{
    public static void Check(NewJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Id is null || !IdPattern().IsMatch(job.Id))
            throw new ArgumentException($"`{job.Id}` is not a job id: 1 to 64 of `a-z 0-9 _`", nameof(job));
        if (!StoreChecks.IsWord(job.Kind))
            throw new ArgumentException($"`{job.Kind}` is not a kind of work: 1 to 64 of `a-z 0-9 -`, starting with a letter", nameof(job));
        if (string.IsNullOrEmpty(job.By) || job.By.Length > StoreLimits.MaxActorLength || job.By.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"the job `{job.Id}` must name its maker in 1 to {StoreLimits.MaxActorLength} characters", nameof(job));
        if (job.Spec.Length > WorkLimits.MaxSpecBytes)
            throw new ArgumentException($"the specification of the job `{job.Id}` has {job.Spec.Length} bytes; at most {WorkLimits.MaxSpecBytes} can be stored", nameof(job));
    }

    public static void Check(NewChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        if (chunk.Number < 1 || chunk.Lines is < 1 or > StoreLimits.MaxDecisionsPerAppend)
            throw new ArgumentException($"the chunk {chunk.Number} has {chunk.Lines} lines; numbers start at 1, and it may have 1 to {StoreLimits.MaxDecisionsPerAppend} lines", nameof(chunk));
        StoreChecks.CheckBytes($"the chunk {chunk.Number}", chunk.Input);
    }

    public static void Check(WorkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Output.Length > WorkLimits.MaxResultBytes)
            throw new ArgumentException($"the result has {result.Output.Length} bytes; at most {WorkLimits.MaxResultBytes} can be stored", nameof(result));
        if (result.Decisions.Count > 0)
            StoreChecks.Check(result.Decisions);
    }

    public static void CheckPageSize(int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, WorkLimits.MaxPageSize);
    }

    [GeneratedRegex(@"^[a-z0-9_]{1,64}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdPattern();
}
