using System.Net;
using PolicyApi.Access.Keys;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Access;

/// <summary>
/// In the environment <c>Development</c>, and only while the service listens on nothing but this machine's own addresses: a key
/// with every role but the one held to a single manager, in a file of the data folder.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="folder">Takes the file.</param>
/// <param name="time">Dates the key.</param>
internal sealed class DevelopmentKey(KeyDirectory keys, DataFolder folder, TimeProvider time)
{
    private const string Name = "development";
    private const string FileName = "development.key";

    /// <summary>Makes the key, unless it is there already.</summary>
    /// <param name="addresses">Where the service listens.</param>
    /// <returns>The file with the key; <see langword="null"/> when others could reach the service.</returns>
    public async Task<string?> OpenAsync(IEnumerable<string> addresses)
    {
        var file = folder.Below(FileName);
        if (!addresses.All(IsLoopback))
            return null;
        if (!File.Exists(file))
            await MakeAsync(file);
        return file;
    }

    /// <summary>Whether an address is one of this machine's own.</summary>
    /// <param name="address">Such as <c>http://127.0.0.1:5080</c> or <c>http://+:80</c>.</param>
    public static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private async Task MakeAsync(string file)
    {
        var id = KeyText.NewId();
        var text = KeyText.New(id);
        var now = StoredTime.Cut(time.GetUtcNow());
        var roles = Enum.GetValues<Role>().Where(r => r != Role.OwnReportReader).Select(RoleNames.Of);

        // Its id is in the name, because a key whose file was deleted keeps its name.
        var key = new KeyRecord(
            id, $"{Name}-{id}", [.. roles], null, now, Name, null, null, null, null, [new KeySecret(Convert.ToHexStringLower(KeyText.Hash(text)), now, null)]);
        await keys.AddAsync(key, null, CancellationToken.None);
        OwnerOnly.WriteNew(file, text + "\n");
    }
}
