namespace PolicyService.Faults.Kill;

/// <summary>How a run of kills is carried out. Times are upper bounds of patience and say nothing about what is measured.</summary>
internal sealed record KillOptions
{
    /// <summary>The number of the last round.</summary>
    public int Rounds { get; init; } = 250;

    /// <summary>The number of the first round; more than 1 goes on with a run that was interrupted.</summary>
    public int From { get; init; } = 1;

    /// <summary>How long a service may take until it listens. One that takes longer is ended, and its round repeated.</summary>
    public TimeSpan Ready { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How long an answer may take. A request without one is not acknowledged.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a service lives when its answers come too slowly for the number that a round wants.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a round is begun before the run is given up.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>The program or assembly of the service; <see langword="null"/> for the one built with this program.</summary>
    public string? Service { get; init; }
}
