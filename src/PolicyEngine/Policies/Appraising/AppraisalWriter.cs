using System.Buffers;
using PolicyEngine.Documents;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies.Appraising;

/// <summary>Writes the results of a scheme's policies, each under its member.</summary>
/// <param name="members">The members in the order in which they are written, each with the policy that fills it and the index of its result.</param>
internal sealed class AppraisalWriter(IReadOnlyList<(string Member, PolicyRunner Policy, int Place)> members)
{
    private readonly (byte[] Member, PolicyRunner Policy, int Place)[] _members =
        [.. members.Select((m, i) => ((byte[])[.. i == 0 ? "\""u8 : ",\""u8, .. Utf8Buffer.Encode(m.Member), .. "\":"u8], m.Policy, m.Place))];

    private readonly Pool<Utf8Buffer> _buffers = new(() => new Utf8Buffer());

    /// <summary>Writes the members with every reason, without the enclosing braces.</summary>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<PolicyRun> runs)
    {
        var to = _buffers.Rent();
        foreach (var (member, policy, place) in _members)
        {
            to.Add(member);
            policy.Write(to, runs[place]);
        }

        End(output, to);
    }

    /// <summary>Writes one object with outcomes but no reasons; it begins with the subject.</summary>
    public void WriteOutcomes(IBufferWriter<byte> output, string subject, ReadOnlySpan<PolicyRun> runs)
    {
        var to = _buffers.Rent();
        to.Add("{\"subject\":"u8);
        ValueJson.WriteText(to, subject);
        to.Add(","u8);
        foreach (var (member, policy, place) in _members)
        {
            to.Add(member);
            policy.WriteOutcomes(to, runs[place]);
        }

        to.Add("}"u8);
        End(output, to);
    }

    private void End(IBufferWriter<byte> output, Utf8Buffer to)
    {
        output.Write(to.Written);
        to.Clear();
        _buffers.Return(to);
    }
}
