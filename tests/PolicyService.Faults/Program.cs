using System.Globalization;
using PolicyService.Faults;
using PolicyService.Faults.Postgres;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await PostgresCommands.TryRunAsync(args, Console.Out) ?? await Commands.RunAsync(args, Console.Out);
