namespace PolicyService.Faults.Kill;

/// <summary>What a life has to acknowledge before it is ended. Publications take longest, so a life without one of them is short.</summary>
/// <param name="Decisions">Decisions.</param>
/// <param name="Publications">Publications; 0 lets the kill fall into the first.</param>
internal sealed record LifeGoal(int Decisions, int Publications)
{
    private const int FewestDecisions = 20;
    private const int MostDecisions = 150;
    private const int MostPublications = 3;

    /// <summary>The goal of a round: the same whenever it is repeated.</summary>
    /// <param name="round">The round's number.</param>
    public static LifeGoal Of(int round)
    {
        var random = new Random(round);
        return new LifeGoal(random.Next(FewestDecisions, MostDecisions + 1), random.Next(MostPublications + 1));
    }

    /// <summary>Whether so much was acknowledged.</summary>
    /// <param name="decisions">Decisions acknowledged in this life.</param>
    /// <param name="publications">The same of publications, without those of setting up.</param>
    public bool IsReachedBy(int decisions, int publications) => decisions >= Decisions && publications >= Publications;
}
