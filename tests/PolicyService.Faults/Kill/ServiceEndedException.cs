namespace PolicyService.Faults.Kill;

/// <summary>The service ended while it was to start.</summary>
/// <param name="output">What it had written.</param>
internal sealed class ServiceEndedException(string output) : InvalidOperationException($"the service ended by itself: {output}");
