using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// One appraisal while it is computed, and until it is written or told: what each policy came to, and what it was given. Used again for one person after
/// the other; whoever rents it owns it until it is given back.
/// </summary>
/// <param name="inputs">What each policy is given, in the order in which they decide: see <see cref="PolicyRunner.CreateInputs"/>.</param>
internal sealed class AppraisalRun(FactObject?[][] inputs)
{
    private readonly PolicyRun[] _policies = new PolicyRun[inputs.Length];

    /// <summary>Whose turn it is: every one who rents it has another.</summary>
    public int Turn { get; private set; }

    /// <summary>What each policy came to.</summary>
    public Span<PolicyRun> Policies => _policies;

    /// <summary>What a policy is given.</summary>
    public FactObject?[] InputsOf(int step) => inputs[step];

    /// <summary>Ends a turn.</summary>
    public void End()
    {
        Array.Clear(_policies);
        Turn++;
    }
}
