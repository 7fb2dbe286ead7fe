using PolicyEngine.Policies;

namespace PolicyCli.Files;

/// <summary>Translates the code of policies in the background while the first subjects are answered, which pays off if there are many.</summary>
internal static class Translating
{
    /// <summary>Starts translating; the process does not wait for it to finish.</summary>
    public static void Begin(PolicySet set) => new Thread(() => Translate(set)) { IsBackground = true, Name = "translating" }.Start();

    private static void Translate(PolicySet set)
    {
        foreach (var policy in set.Policies)
            policy.Translate();
    }
}
