using System.Net;
using PolicyApi.Access.Keys;
using PolicyApi.Platform.Stores;
using PolicyApi.Storage;
using PolicyApi.Storage.Files;

namespace PolicyApi.Access;

/// <summary>
/// A key in a file of the data folder with every role except <c>own-report-reader</c>. It is created only in the environment
/// <c>Development</c>, and only if the service listens on loopback addresses only.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="folder">The folder for the file.</param>
/// <param name="time">The clock, for the key's creation time.</param>
internal sealed class DevelopmentKey(KeyDirectory keys, DataFolder folder, TimeProvider time)
{
    private const string Name = "development";
    private const string FileName = "development.key";

    /// <summary>Creates the key, unless its file exists.</summary>
    /// <param name="addresses">The addresses that the service listens on.</param>
    /// <returns>The path of the file with the key; <see langword="null"/> if other machines could reach the service.</returns>
    public async Task<string?> OpenAsync(IEnumerable<string> addresses)
    {
        var file = folder.Below(FileName);
        if (!addresses.All(IsLoopback))
            return null;
        if (!File.Exists(file))
            await MakeAsync(file);
        return file;
    }

    /// <summary>Whether an address is a loopback address.</summary>
    /// <param name="address">The address, such as <c>http://127.0.0.1:5080</c> or <c>http://+:80</c>.</param>
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

        // The name contains the id, because names are unique and an earlier development key may exist whose file was deleted.
        var key = new KeyRecord(
            id, $"{Name}-{id}", [.. roles], null, now, Name, null, null, null, null, [new KeySecret(Convert.ToHexStringLower(KeyText.Hash(text)), now, null)]);
        await keys.AddAsync(key, null, CancellationToken.None);
        OwnerOnly.WriteNew(file, text + "\n");
    }
}
