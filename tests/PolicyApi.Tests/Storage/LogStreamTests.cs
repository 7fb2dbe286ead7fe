using PolicyApi.Storage.LiteDb.Files;
using PolicyService.Faults.Disk;

namespace PolicyApi.Tests.Storage;

/// <summary>The log is safe because of the order in which it is written and synced, so the tests check that order.</summary>
public sealed class LogStreamTests : IDisposable
{
    private readonly SimulatedDisk _disk = new(new DiskFaults());

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_page_that_confirms_nothing_is_written_and_not_synced()
    {
        using var log = Open();

        Write(log, 0, confirmed: false);

        Assert.Equal(["write log", "write log"], _disk.Done);
        Assert.Equal(0, log.Commits);
    }

    [Fact]
    public void A_confirming_page_is_written_second_half_first_and_synced_twice()
    {
        using var log = Open();
        Write(log, 0, confirmed: false);
        var before = _disk.Done.Count;

        Write(log, 1, confirmed: true);

        Assert.Equal(["write log", "sync log", "write log", "sync log"], _disk.Done.Skip(before));
        Assert.Equal(1, log.Commits);
    }

    [Fact]
    public void A_power_loss_before_the_second_sync_leaves_the_confirming_byte_out_or_everything_in()
    {
        for (var at = 1; at <= 9; at++)
        {
            for (var seed = 0; seed < 20; seed++)
                AssertNeverHalf(at, seed);
        }
    }

    [Fact]
    public void What_lies_behind_the_last_confirming_page_is_cut_off_at_opening()
    {
        using (var log = Open())
        {
            Write(log, 0, confirmed: false);
            Write(log, 1, confirmed: true);
            Write(log, 2, confirmed: false);
            Write(log, 3, confirmed: false);
        }

        using var again = Open();

        Assert.Equal(2 * LiteDbPage.Size, again.Length);
        Assert.Equal(["cut log", "sync log"], _disk.Done.TakeLast(2));
    }

    [Fact]
    public void Cutting_the_log_is_synced()
    {
        using var log = Open();
        Write(log, 0, confirmed: true);

        log.SetLength(0);

        Assert.Equal(["cut log", "sync log"], _disk.Done.TakeLast(2));
    }

    [Fact]
    public void The_log_is_synced_before_the_data_file_is_written_and_only_the_last_version_of_a_page_is()
    {
        using var log = Open();
        using var data = new DataStream(_disk.Open("data"), log);
        Write(log, 0, confirmed: false);
        var before = _disk.Done.Count;

        Write(data, 1, confirmed: false);
        Write(data, 0, confirmed: false);
        Write(data, 1, confirmed: false);
        data.Flush();

        Assert.Equal(["sync log", "write data", "write data", "write data", "write data", "sync data"], _disk.Done.Skip(before));
    }

    [Fact]
    public void A_failed_write_is_told_to_whoever_waits_and_to_all_later_calls_and_is_thrown_to_no_writer()
    {
        using var log = Open();
        _disk.Faults.FreeBytes = LiteDbPage.Size;
        Write(log, 0, confirmed: false);

        Write(log, 1, confirmed: true);

        Assert.Contains("no space left", Assert.Throws<IOException>(() => log.WaitForCommit(0)).Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => log.SetLength(0));
        Assert.Throws<IOException>(() => log.Sync());
        Assert.Throws<IOException>(() => log.ReadExactly(new byte[1]));
        var done = _disk.Done.Count;
        _disk.Faults.FreeBytes = null;
        Write(log, 1, confirmed: true);
        Assert.Equal((done, 0L), (_disk.Done.Count, log.Commits));
    }

    private static void AssertNeverHalf(int at, int seed)
    {
        var disk = new SimulatedDisk(new DiskFaults { PowerLossAt = at });
        var acknowledged = WriteTransaction(disk);

        var after = disk.Restarted(seed, new DiskFaults());
        using var log = new LogStream(after.Open("log"));

        Assert.True(log.Length == 2 * LiteDbPage.Size || (log.Length == 0 && !acknowledged), $"power loss at {at}, seed {seed}: {log.Length} bytes");
        var found = new byte[log.Length];
        log.ReadExactly(found);
        Assert.Equal(log.Length == 0 ? [] : [.. Page(0, false), .. Page(1, true)], found);
    }

    private static bool WriteTransaction(SimulatedDisk disk)
    {
        try
        {
            using var log = new LogStream(disk.Open("log"));
            Write(log, 0, confirmed: false);
            Write(log, 1, confirmed: true);
            return log.Commits == 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private LogStream Open() => new(_disk.Open("log"));

    private static void Write(Stream stream, int page, bool confirmed)
    {
        stream.Position = page * LiteDbPage.Size;
        stream.Write(Page(page, confirmed), 0, LiteDbPage.Size);
    }

    private static byte[] Page(int number, bool confirmed)
    {
        var page = new byte[LiteDbPage.Size];
        Array.Fill(page, (byte)(number + 1));
        page[LiteDbPage.ConfirmedAt] = confirmed ? (byte)1 : (byte)0;
        return page;
    }
}
