using System.Runtime.CompilerServices;

// The fault command brings a disk of its own.
[assembly: InternalsVisibleTo("PolicyService.Faults")]
