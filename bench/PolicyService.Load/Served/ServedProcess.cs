using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;

namespace PolicyService.Load.Served;

/// <summary>The process under load: the service twice, with and without storing answers, and the bare server.</summary>
internal static class ServedProcess
{
    /// <summary>The argument that starts this process instead of the loader.</summary>
    public const string Command = "serve";

    /// <summary>The further argument for a service that appraises.</summary>
    public const string Appraising = "appraising";

    /// <summary>The name of the folder for the service that stores answers, in the folder of a run.</summary>
    public const string DurableFolder = "durable";

    /// <summary>Serves until standard input ends. The first line of output that begins with <c>{</c> contains the addresses.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="appraises">Whether the service has the documents that ship with it instead of the common policy.</param>
    public static async Task<int> RunAsync(string folder, bool appraises)
    {
        var root = Repository.Find();
        var workflow = CommonInputs.Find(root).StockWorkflow;
        await using var durable = await BuildAsync(DurableFolder, LogMode.Durable);
        await using var off = await BuildAsync("off", LogMode.Off);
        await using var bare = BareServer.Build(workflow is null ? null : new Stock(workflow));
        await durable.StartAsync();
        await off.StartAsync();
        await bare.StartAsync();
        var served = new Addresses(
            Port(durable), await RealService.KeyAsync(durable), Port(off), await RealService.KeyAsync(off), Port(bare), workflow is not null);
        Console.WriteLine(JsonSerializer.Serialize(served, AddressesJson.Default.Addresses));

        // Standard input ends with the loader, however that ends.
        await Console.In.ReadToEndAsync();
        await Task.WhenAll(durable.StopAsync(), off.StopAsync(), bare.StopAsync());
        return 0;

        Task<Microsoft.AspNetCore.Builder.WebApplication> BuildAsync(string name, LogMode mode) =>
            appraises ? RealService.BuildDefaultAsync(Path.Combine(folder, name), mode) : RealService.BuildAsync(root, Path.Combine(folder, name), mode);
    }

    private static int Port(Microsoft.AspNetCore.Builder.WebApplication app) => new Uri(app.Urls.First()).Port;
}

/// <summary>The ports of the servers, on the loopback address, and their keys.</summary>
/// <param name="Durable">The port of the service that stores answers before it sends them.</param>
/// <param name="DurableKey">A key for that service.</param>
/// <param name="Off">The port of the service that stores no answers.</param>
/// <param name="OffKey">A key for that service.</param>
/// <param name="Bare">The port of the bare server.</param>
/// <param name="HasStock">Whether the bare server has the stock engine.</param>
internal sealed record Addresses(int Durable, string DurableKey, int Off, string OffKey, int Bare, bool HasStock);

[JsonSerializable(typeof(Addresses))]
internal sealed partial class AddressesJson : JsonSerializerContext;
