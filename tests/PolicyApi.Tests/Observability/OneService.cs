namespace PolicyApi.Tests.Observability;

/// <summary>
/// Tests that run while no other service runs in this process: metrics of the same name are collected as one there, and end for
/// all when the first of them ends.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneService
{
    public const string Name = "one service in the process";
}
