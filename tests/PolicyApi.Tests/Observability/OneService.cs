namespace PolicyApi.Tests.Observability;

/// <summary>
/// Tests that run while no other service runs in this process: metrics of the same name are collected together in a process, and end
/// for all services when the first one ends.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneService
{
    public const string Name = "one service in the process";
}
