using System.Globalization;
using PolicyService.Faults;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args.FirstOrDefault())
{
    case "speed":
        await SpeedCommand.RunAsync(TimeSpan.FromSeconds(5), Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: PolicyService.Faults speed");
        return 2;
}
