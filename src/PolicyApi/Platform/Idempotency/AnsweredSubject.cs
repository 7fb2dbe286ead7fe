using System.Text;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Idempotency;

/// <summary>Whom the answer to a request is about, so that what is kept of it can be erased with the person.</summary>
/// <param name="Sha256">SHA-256 of the person's id, 64 lower-case hex digits.</param>
internal sealed record AnsweredSubject(string Sha256)
{
    /// <summary>A person.</summary>
    public static AnsweredSubject Of(string subject) => new(CanonicalJson.Hash(Encoding.UTF8.GetBytes(subject)));
}
