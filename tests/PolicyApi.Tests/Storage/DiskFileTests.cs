using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Tests.Storage;

/// <summary>Files on disk: data written in one access mode can be read in the other, and if one mode is refused, the other is used.</summary>
public sealed class DiskFileTests : IDisposable
{
    private const int Sector = SectorMemory.Sector;
    private readonly TempFolder _folder = new();
    private readonly DiskFile _file;

    public DiskFileTests() => _file = new DiskFile(Path.Combine(_folder.Path, "file"));

    public void Dispose()
    {
        _file.Dispose();
        _folder.Remove();
    }

    [Fact]
    public void Sectors_are_read_where_they_were_written()
    {
        var sectors = Filled(SectorMemory.Allocate(3 * Sector));

        _file.WriteSectors(0, sectors.Span);
        _file.Write(Sector + 7, "changed"u8);
        _file.WriteSectors(3 * Sector, sectors.Span);
        _file.Sync();

        Assert.Equal(6 * Sector, _file.Length);
        Assert.Equal(sectors.ToArray(), Read(3 * Sector, 3 * Sector));
        Assert.Equal("changed"u8.ToArray(), Read(Sector + 7, 7));
        Assert.Equal(sectors[(2 * Sector)..].ToArray(), Read(2 * Sector, Sector));
    }

    [Fact]
    public void What_does_not_lie_where_a_disk_takes_it_from_is_written_all_the_same_and_so_is_what_follows()
    {
        var lies = Filled(SectorMemory.Allocate((2 * Sector) + 1));

        _file.WriteSectors(0, lies.Span[1..]);
        _file.WriteSectors(2 * Sector, lies.Span[..(2 * Sector)]);
        _file.Sync();

        Assert.Equal(4 * Sector, _file.Length);
        Assert.Equal(lies[1..].ToArray(), Read(0, 2 * Sector));
        Assert.Equal(lies[..(2 * Sector)].ToArray(), Read(2 * Sector, 2 * Sector));
    }

    [Fact]
    public void Room_is_zeros_behind_the_end_or_none()
    {
        var sector = Filled(SectorMemory.Allocate(Sector));
        _file.WriteSectors(0, sector.Span);

        _file.MakeRoom(300 * Sector);

        Assert.Contains(_file.Length, new long[] { Sector, 301 * Sector });
        Assert.Equal(sector.ToArray(), Read(0, Sector));
        Assert.All(Read(Sector, (int)_file.Length - Sector), b => Assert.Equal(0, b));
        Assert.Equal(new FileInfo(Path.Combine(_folder.Path, "file")).Length, _file.Length);
    }

    private static Memory<byte> Filled(Memory<byte> memory)
    {
        new Random(7).NextBytes(memory.Span);
        return memory;
    }

    private byte[] Read(long position, int length)
    {
        var bytes = new byte[length];
        Assert.Equal(length, _file.Read(position, bytes));
        return bytes;
    }
}
