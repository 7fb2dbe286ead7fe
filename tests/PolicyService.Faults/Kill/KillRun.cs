using System.Diagnostics;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb.Inspection;
using static PolicyService.Faults.Kill.Ledger;

namespace PolicyService.Faults.Kill;

/// <summary>
/// The real service, killed again and again under load: decisions, drafts and publications, keys. After each kill everything it
/// had acknowledged must be there, and no more than that and what was never answered; and it must start again. A round for which the
/// machine was too slow is repeated, and proves nothing.
/// </summary>
/// <param name="folder">A folder of the run's own: the service's data, and what was acknowledged.</param>
/// <param name="options">How it is carried out.</param>
internal sealed class KillRun(string folder, KillOptions options)
{
    private readonly string _data = Path.Combine(folder, "data");
    private readonly Ledger _ledger = new(Path.Combine(folder, "acknowledged.txt"));
    private readonly Acknowledged _acknowledged = new();
    private string _name = string.Empty;
    private string _key = string.Empty;

    /// <summary>Runs the rounds.</summary>
    /// <param name="output">Is told how each ended.</param>
    public async Task<KillOutcome> RunAsync(TextWriter output)
    {
        Directory.CreateDirectory(_data);
        var outcome = new KillOutcome();
        for (var round = options.From; round <= options.Rounds && !outcome.IsOver; round++)
            outcome = await RoundAsync(round, outcome, output);
        var everything = _ledger.Read();
        outcome = outcome with { Acknowledged = everything.GroupBy(e => e.Kind).ToDictionary(g => g.Key, g => g.Count()) };
        if (outcome.CannotStart)
            return outcome;
        outcome = outcome with { Wrong = outcome.Wrong + await TellAsync("at the end", await Acknowledged.CompareAllAsync(_data, everything), output) };
        return outcome with { Wrong = outcome.Wrong + await TellAsync("fsck", StoreInspection.Run(_data).Problems, output) };
    }

    private async Task<KillOutcome> RoundAsync(int round, KillOutcome so, TextWriter output)
    {
        for (var tries = 1; tries <= options.Tries; tries++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                if (_key.Length == 0)
                    await _acknowledged.PassOverAsync(_data);
                using var service = await ServiceProcess.StartAsync(_data, options.Ready, options.Service);
                var ready = watch.Elapsed;
                so = await LiveAsync(service, round, so, $"ready after {ready.TotalSeconds:F1} s", output);
                if (so.Kills > round - options.From)
                    return so;
            }
            catch (Exception e) when (e is ServiceEndedException or StoreException)
            {
                await output.WriteLineAsync($"round {round}: the service cannot go on with what it left: {e.Message}");
                return so with { CannotStart = true, Wrong = so.Wrong + 1 };
            }
            catch (TimeoutException)
            {
                await output.WriteLineAsync($"round {round}: the service was not ready within {options.Ready.TotalSeconds:F0} s; once more");
            }

            so = so with { Repeated = so.Repeated + 1 };
        }

        await output.WriteLineAsync($"round {round}: given up after {options.Tries} tries; nothing was found lost, and nothing shown");
        return so with { GaveUp = true };
    }

    private async Task<KillOutcome> LiveAsync(ServiceProcess service, int round, KillOutcome so, string when, TextWriter output)
    {
        using var client = new ServiceClient(service.Address, (await File.ReadAllTextAsync(Path.Combine(_data, "bootstrap.key"))).Trim(), options.Answer);
        if (!await SetUpAsync(client))
        {
            await service.KillAsync();
            await output.WriteLineAsync($"round {round}: the service could not be set up; once more");
            return so;
        }

        var life = new Life(client, _name, _acknowledged);
        await life.RunAsync(service, LifeGoal.Of(round), options.Life);
        var entries = _acknowledged.Entries;
        _ledger.Add(entries);
        var problems = (await _acknowledged.CompareAsync(_data, life.DecisionsUnanswered, life.ChangesUnanswered)).Concat(life.Refusals).ToList();
        if (service.EndedByItself)
            problems.Add($"the service ended by itself: {service.Output}");
        var decisions = entries.Count(e => e.Kind == Kind.Decision);
        var publications = entries.Count(e => e.Kind == Kind.Publication);
        await output.WriteLineAsync(
            $"round {round} of {options.Rounds}: {when}; {decisions} decisions, {publications} publications and {entries.Count - decisions - publications} other changes acknowledged, {life.Unanswered} requests unanswered, "
            + $"{life.Busy} refused as busy; {(problems.Count == 0 ? "all is there" : "WRONG")}{(decisions == 0 ? "; too slow to show anything, once more" : "")}");
        return so with
        {
            Kills = so.Kills + (decisions > 0 ? 1 : 0),
            Unanswered = so.Unanswered + life.Unanswered,
            Busy = so.Busy + life.Busy,
            Wrong = so.Wrong + await TellAsync($"round {round}", problems, output),
        };
    }

    /// <summary>Makes what the load needs, in the first life; under a fresh name each time, because a request without an answer may have had its effect.</summary>
    private async Task<bool> SetUpAsync(ServiceClient client)
    {
        try
        {
            if (_key.Length == 0)
            {
                _name = "load-" + Guid.NewGuid().ToString("n")[..8];
                _key = await client.SetUpAsync(_name, _acknowledged);
            }

            client.Key = _key;
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or RefusedException { IsBusy: true })
        {
            return false;
        }
    }

    private static async Task<int> TellAsync(string when, IReadOnlyList<string> problems, TextWriter output)
    {
        foreach (var problem in problems.Take(20))
            await output.WriteLineAsync($"{when}: {problem}");
        if (problems.Count > 20)
            await output.WriteLineAsync($"{when}: … and {problems.Count - 20} more");
        return problems.Count > 0 ? 1 : 0;
    }
}
