using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PolicyApi.Storage;

namespace PolicyService.Faults;

/// <summary>Decisions as the service would record them, of about 600 bytes; the id says the body, so that any reader can check it.</summary>
internal static class Records
{
    private const string Filler =
        """"facts":{"revenue":1234567.89,"target":1200000,"customers":41,"retention":0.93,"complaints":2},"result":{"grade":"A","score":87.25,"reasons":["revenue above target","retention held","two complaints"]},"sources":["crm","survey","finance"]"""";

    public static DecisionRecord New(DateTimeOffset at, int subject)
    {
        var id = "dec_" + Guid.CreateVersion7(at).ToString("N", CultureInfo.InvariantCulture);
        return New(id, at, subject);
    }

    public static DecisionRecord New(string id, DateTimeOffset at, int subject)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","subject":"M-{{subject}}",{{Filler}}}""");
        return new DecisionRecord(
            id, DecisionType.Decision, at, "kam-promotion", $"M-{subject}", body, Convert.ToHexStringLower(SHA256.HashData(body)));
    }
}
