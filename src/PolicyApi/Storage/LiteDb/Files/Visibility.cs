using System.Runtime.CompilerServices;

// The fault command uses its own disk.
[assembly: InternalsVisibleTo("PolicyService.Faults")]
