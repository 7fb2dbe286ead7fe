using PolicyEngine.Policies;

namespace PolicyCli.Files;

/// <summary>Makes the code of policies faster while the first subjects are answered: there may be one, or a million.</summary>
internal static class Translating
{
    /// <summary>Begins; the process does not wait for it to end.</summary>
    public static void Begin(PolicySet set) => new Thread(() => Translate(set)) { IsBackground = true, Name = "translating" }.Start();

    private static void Translate(PolicySet set)
    {
        foreach (var policy in set.Policies)
            policy.Translate();
    }
}
