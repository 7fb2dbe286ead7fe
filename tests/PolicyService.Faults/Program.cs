using System.Globalization;
using PolicyService.Faults;
using PolicyService.Faults.Postgres;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (await PostgresCommands.TryRunAsync(args, Console.Out) is { } code)
    return code;
switch (args.FirstOrDefault())
{
    case "speed":
        await SpeedCommand.RunAsync(TimeSpan.FromSeconds(5), Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: PolicyService.Faults speed");
        await Console.Error.WriteLineAsync(PostgresCommands.Usage);
        return 2;
}
