using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// The results of one appraisal in memory, from their computation until they have been written or turned into objects: the result of each policy, and its
/// inputs. It is reused for one subject after another; whoever rents it owns it until giving it back.
/// </summary>
/// <param name="inputs">The inputs of each policy, in the order of evaluation; see <see cref="PolicyRunner.CreateInputs"/>.</param>
internal sealed class AppraisalRun(FactObject?[][] inputs)
{
    private readonly PolicyRun[] _policies = new PolicyRun[inputs.Length];

    /// <summary>A number that identifies the current appraisal; it changes whenever this object is given back.</summary>
    public int Turn { get; private set; }

    /// <summary>The result of each policy.</summary>
    public Span<PolicyRun> Policies => _policies;

    /// <summary>Returns the inputs of a policy.</summary>
    public FactObject?[] InputsOf(int step) => inputs[step];

    /// <summary>Clears the results before this object is given back.</summary>
    public void End()
    {
        Array.Clear(_policies);
        Turn++;
    }
}
