using System.Runtime.CompilerServices;

// The suite runs a short form of what the command does at length.
[assembly: InternalsVisibleTo("PolicyApi.Tests")]
