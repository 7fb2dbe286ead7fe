using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyService.Faults.Disk;

namespace PolicyService.Faults.PowerLoss;

/// <summary>
/// One life of a store on a disk that fails: steps until the power goes or the disk is full, a restart on what is left, perhaps
/// another loss while that is being repaired, and then everything acknowledged must be there, whole, and the store must go on.
/// </summary>
/// <param name="seed">Decides the steps and what survives.</param>
internal sealed class PowerLossRun(int seed)
{
    private const int Steps = 18;
    private readonly StoreModel _model = new();
    private readonly StepMaker _steps = new(seed);

    /// <summary>How many operations on the disk the steps take when it does not fail.</summary>
    public static async Task<long> CountOperationsAsync(int seed)
    {
        var faults = new DiskFaults();
        var run = new PowerLossRun(seed);
        await run.WriteAsync(run.Disk(faults), Steps);
        return faults.Operations;
    }

    /// <summary>Loses power at an operation.</summary>
    /// <param name="at">Counted from 1.</param>
    /// <returns>What is wrong afterwards; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> LosePowerAsync(long at)
    {
        var chance = new Random(seed);
        var disk = Disk(new DiskFaults { PowerLossAt = at });
        await WriteAsync(disk, Steps);

        // The power may go once more while the store opens or has just begun to work.
        if (chance.Next(3) == 0)
        {
            disk = disk.Restarted(chance.Next(), new DiskFaults { PowerLossAt = 1 + chance.Next(40) });
            if (await OpenAsync(disk) is { } store)
                await CloseAsync(store);
        }

        return await FindProblemsAsync(disk.Restarted(chance.Next(), new DiskFaults()));
    }

    /// <summary>Fills the disk, makes room again and goes on.</summary>
    /// <param name="freeBytes">What is free at first.</param>
    /// <returns>What is wrong afterwards; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> FillDiskAsync(long freeBytes)
    {
        var disk = Disk(new DiskFaults { FreeBytes = freeBytes });
        var failure = await WriteAsync(disk, Steps * 1_000);
        disk.Faults.FreeBytes = null;
        var problems = await FindProblemsAsync(disk);
        return failure?.Contains("no space left", StringComparison.Ordinal) == true ? problems : [.. problems, $"a full disk was not told: {failure}"];
    }

    // Every other one has room ready behind its files.
    private SimulatedDisk Disk(DiskFaults faults) => new(faults) { MakesRoom = seed % 2 == 0 };

    /// <returns>Why it ended before all steps were taken, if it did.</returns>
    private async Task<string?> WriteAsync(SimulatedDisk disk, int steps)
    {
        try
        {
            var store = Open(disk);
            try
            {
                for (var i = 0; i < steps; i++)
                    await TakeAsync(store, _steps.Next(_model));
            }
            finally
            {
                await CloseAsync(store);
            }

            return null;
        }
        catch (StoreFailedException e)
        {
            return e.Message;
        }
    }

    private async Task<IReadOnlyList<string>> FindProblemsAsync(SimulatedDisk disk)
    {
        try
        {
            return await GoOnAsync(disk);
        }
        catch (StoreException e)
        {
            return [e.Message];
        }
    }

    private async Task<IReadOnlyList<string>> GoOnAsync(SimulatedDisk disk)
    {
        await using (var store = Open(disk))
        {
            if (await _model.CompareAsync(store, store.Work) is { Count: > 0 } problems)
                return problems;

            // It must not only have survived, it must go on.
            for (var i = 0; i < 3; i++)
                await TakeAsync(store, _steps.Next(_model));
        }

        await using (var again = Open(disk))
        {
            if (await _model.CompareAsync(again, again.Work) is { Count: > 0 } problems)
                return problems;
        }

        return StoreInspection.Run(disk).Problems;
    }

    private async Task TakeAsync(LiteDbPolicyStore store, Step step)
    {
        _model.Begin(step);
        if (step.Work is { } work)
            await WorkSteps.TakeAsync(store.Work, work, _model.Work.Find(work.Job), (now, made) => _model.Begin(step with { Work = now, Decisions = made }));
        else if (step.Decisions.Count > 0)
            await store.AppendDecisionsAsync(step.Decisions);
        else if (step.Erased.Count > 0)
            await store.EraseDecisionsAsync(step.Erased, step.At, CancellationToken.None);
        else if (await store.AppendAsync(ChangeOf(step), CancellationToken.None) is not AppendResult.Appended)
            throw new InvalidOperationException($"a change met a conflict: {step}");
        _model.Acknowledge();
    }

    private StoreChange ChangeOf(Step step) => new()
    {
        Entries = [.. step.Notes.Select(n => new NewNoteEntry { At = step.At, Actor = "a", Action = "noted", Target = n })],
        Records = [.. step.Records.Select(r => r.Bytes is { } bytes ? RecordWrite.Put(r.Key, _model.VersionOf(r.Key), bytes) : RecordWrite.Delete(r.Key, _model.VersionOf(r.Key)))],
    };

    private static async Task<LiteDbPolicyStore?> OpenAsync(SimulatedDisk disk)
    {
        try
        {
            var store = Open(disk);
            await store.ProbeAsync(CancellationToken.None);
            return store;
        }
        catch (StoreFailedException)
        {
            return null;
        }
    }

    // A short log, short chapters and few open files, so that checkpoints, full chapters and closed months are met in a few steps.
    private static LiteDbPolicyStore Open(SimulatedDisk disk) => LiteDbPolicyStore.Open(
        new LiteDbOptions { DataFolder = "simulated", CheckpointBytes = 65_536, OpenDecisionFiles = 2, ChapterLength = 16 }, TimeProvider.System, disk);

    private static async Task CloseAsync(LiteDbPolicyStore store)
    {
        try
        {
            await store.DisposeAsync();
        }
        catch (IOException)
        {
            // The power went while it closed: what was acknowledged is looked at afterwards all the same.
        }
    }
}
