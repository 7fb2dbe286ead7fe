using System.Globalization;
using PolicyApi.Platform.Answers;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>Very many decisions, and how much memory the service holds meanwhile.</summary>
internal static class Soak
{
    /// <summary>Sends until so many are answered.</summary>
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var root = Repository.Find();
        var inputs = CommonInputs.Find(root);
        var folder = Directory.CreateTempSubdirectory("policy-load-").FullName;
        try
        {
            await Cores.TakeSecondAsync();
            var key = await RealService.PrepareAsync(root, folder, 1);
            await using var service = await PublishedService.StartAsync(options.Service, folder, options.Mode, "0");
            var variant = new LoadVariant("soak", service.Address.Port, RealService.Decide, key, inputs.Facts);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak: {options.Mode}, {service.ResidentMegabytes:F0} MB before the first request"));
            var answered = 0L;
            for (var tenth = 1; tenth <= 10; tenth++)
            {
                while (answered < options.Requests / 10 * tenth)
                    answered += (await variant.SendAsync(TimeSpan.FromSeconds(1))).Answered;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak: {answered,9:N0} answered, {service.ResidentMegabytes,5:F0} MB resident (at most 200, flat over the last half)"));
            }

            return await service.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
