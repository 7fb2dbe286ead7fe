using System.Text;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

/// <summary>Every attack is checked and, if accepted, rendered in this process.</summary>
public sealed class AttackTests
{
    private const long MostBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2.5);

    public static TheoryData<string> Names => [.. Attacks.All.Select(a => a.Name)];

    [Fact]
    public void There_are_enough_attacks_and_each_has_its_own_name()
    {
        Assert.True(Attacks.All.Count >= 60, $"only {Attacks.All.Count}");
        Assert.Equal(Attacks.All.Count, Attacks.All.DistinctBy(a => a.Name).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_attack_meets_its_fate_in_time_and_within_its_memory(string name)
    {
        var attack = Attacks.All.Single(a => a.Name == name);
        using var renderer = new ReportRenderer();
        var data = ReportData.FromJson(Encoding.UTF8.GetBytes(Attacks.Data));
        var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), ThreadTime.Now);

        var (fate, written) = Suffer(attack, renderer, data);

        var (bytes, time) = (GC.GetAllocatedBytesForCurrentThread() - before, ThreadTime.Now - start);
        // On a slow machine the clock may stop what would have done no harm.
        Assert.True(fate == attack.Fate || (fate == Fate.Stopped && attack.Fate == Fate.Harmless), $"{fate}: {written[..Math.Min(200, written.Length)]}");
        Assert.True(time < MostTime, $"took {time.TotalSeconds:0.00} s");
        Assert.True(bytes < MostBytes, $"allocated {bytes >> 20} MiB");
    }

    [Fact]
    public void The_memory_is_really_measured_for_without_its_bound_a_hoard_is_above_it()
    {
        var attack = Attacks.All.Single(a => a.Name == "an object of long texts");
        using var renderer = new ReportRenderer(new ReportLimits { AllocatedBytes = 512 * 1024 * 1024, Time = TimeSpan.FromSeconds(20) });
        var before = GC.GetAllocatedBytesForCurrentThread();

        Suffer(attack, renderer, ReportData.FromJson(Encoding.UTF8.GetBytes(Attacks.Data)));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before > MostBytes);
    }

    // All work happens on this thread, so its allocations are an upper bound of the memory that the attack used.
    private static (Fate Fate, string Written) Suffer(Attack attack, ReportRenderer renderer, ReportData data)
    {
        var includes = attack.Part.Length == 0 ? Rendering.NoIncludes : new Dictionary<string, string>(StringComparer.Ordinal) { ["part"] = attack.Part };
        var reading = ReportTemplate.Parse(attack.Body, includes, Rendering.Texts());
        if (reading.Template is not { } template)
            return (Fate.Refused, reading.Diagnostics[0].Message);
        try
        {
            return (Fate.Harmless, renderer.Render(template, data, "en", CancellationToken.None));
        }
        catch (ReportException e)
        {
            return (Fate.Stopped, e.Message);
        }
    }
}
