using System.Buffers;
using PolicyEngine.Documents;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies.Appraising;

/// <summary>Writes what the policies of a scheme came to, each under its member.</summary>
/// <param name="members">The members, in the order in which they are written, with the place of the policy that fills each.</param>
internal sealed class AppraisalWriter(IReadOnlyList<(string Member, PolicyRunner Policy, int Place)> members)
{
    private readonly (byte[] Member, PolicyRunner Policy, int Place)[] _members =
        [.. members.Select((m, i) => ((byte[])[.. i == 0 ? "\""u8 : ",\""u8, .. Utf8Buffer.Encode(m.Member), .. "\":"u8], m.Policy, m.Place))];

    private readonly Pool<Utf8Buffer> _buffers = new(() => new Utf8Buffer());

    /// <summary>Writes the members with every reason, without the braces around them.</summary>
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

    /// <summary>Writes one object of outcomes alone, with the subject first.</summary>
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
