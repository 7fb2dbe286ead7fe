using System.Globalization;
using PolicyService.Faults;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await Commands.RunAsync(args, Console.Out);
