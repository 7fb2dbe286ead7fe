using System.IO.Compression;
using System.Text;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Access.Attacks;

/// <summary>Requests that an attacker would try, with a key that has most permissions, with one that has few, and without a key.</summary>
/// <param name="strong">A key with every role except <c>own-report-reader</c>.</param>
/// <param name="author">A key that may only write drafts.</param>
/// <param name="revoked">A key that was revoked.</param>
internal sealed class AttackList(string strong, string author, string revoked)
{
    private const string Ndjson = "application/x-ndjson";
    private const string Json = "application/json";
    private const string Decisions = "/v1/policies/yearly-review-promotion/decisions";

    private static readonly string[] Ids =
    [
        "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2f", "....//....//", "..%5c..%5cwindows", "%252e%252e%252f", "C:%5c", "~root",
        "a%00b", "%0d%0aSet-Cookie:%20a=b", "%0aINFO%20forged", "'%20or%20'1'='1", "%22%3b%20drop%20table", "$ne", "%7b%22%24gt%22%3a%22%22%7d",
        "%3cscript%3ealert(1)%3c/script%3e", "{{7*7}}", "${jndi:ldap://x/a}", "%25n%25n%25s", new string('a', 5_000), "%F0%9F%92%A9", "%C0%AE%C0%AE", "%FF%FE",
        "%E2%80%AE", "-1", "0", "2147483648", "null", "undefined", "NaN", "kam-promotion%20", "KAM-PROMOTION", "kam-promotion%00.json", ";/", ".;/..;/",
    ];

    private static readonly string[] Targets =
    [
        "/v1/policies/ID", "/v1/schemes/ID/versions", "/v1/models/ID/versions/1", "/v1/templates/ID/in-force", "/v1/decisions/ID", "/v1/appraisals/ID",
        "/v1/appraisals/ID/report", "/v1/keys/ID", "/v1/jobs/ID", "/v1/jobs/ID/result", "/v1/schemas/ID", "/v1/policies/ID/history",
    ];

    private static readonly (string Name, string Body)[] BadJson =
    [
        ("nothing", ""), ("a half object", "{\"kind\":"), ("a lone brace", "}"), ("two values", "{}{}"), ("a comment", "/* */{}"), ("a trailing comma", "{\"a\":1,}"),
        ("deep arrays", new string('[', 100_000)), ("deep objects", string.Concat(Enumerable.Repeat("{\"a\":", 20_000))), ("closed deep arrays", new string('[', 5_000) + new string(']', 5_000)),
        ("a huge number", "{\"employee_id\":1e999999999}"), ("a long number", "{\"employee_id\":" + new string('9', 50_000) + "}"), ("not a number", "{\"employee_id\":NaN}"),
        ("half a surrogate", "{\"employee_id\":\"\\ud800\"}"), ("a raw control character", "{\"employee_id\":\"\u0001\"}"), ("the same member twice", "{\"employee_id\":\"1\",\"employee_id\":\"2\"}"),
        ("many members", "{" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"m{i}\":{i}")) + "}"), ("a prototype", "{\"__proto__\":{\"admin\":true}}"),
        ("a type name", "{\"$type\":\"System.Diagnostics.Process, System\"}"), ("a reference", "{\"$ref\":\"file:///etc/passwd\"}"), ("xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"),
    ];

    /// <summary>Returns all attacks.</summary>
    public IEnumerable<Attack> All() =>
    [
        .. Paths(), .. Methods(), .. MediaTypes(), .. Bodies(), .. Sizes(), .. Lines(), .. Compressed(), .. Credentials(), .. Headers(), .. Queries(),
        .. MassAssignment(), .. SideDoors(), .. Protocol(), .. Expressions(), .. Keys(), .. Lifecycle(), .. Audit(), .. Erasures(), .. Jobs(), .. Impacts(),
    ];

    private static string Short(string text) => text.Length > 40 ? text[..40] : text;

    // Once dots are resolved, a path may be another existing one; the response must then be an ordinary one.
    private IEnumerable<Attack> Paths() =>
        from target in Targets
        from id in Ids
        select Attack.Get($"the id {Short(id)}", target.Replace("ID", id, StringComparison.Ordinal), strong, 200, 301, 400, 404, 409, 414);

    private IEnumerable<Attack> Methods() =>
        from target in new[] { "/v1/policies", "/v1/policies/kam-promotion", "/v1/policies/kam-promotion/versions/1", "/v1/keys", "/v1/me", Decisions, "/livez" }
        from method in new[] { "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "GETS", "X" }
        select Attack.Of($"{method} {target}", method, target, strong, [], "", "", 400, 404, 405);

    private IEnumerable<Attack> MediaTypes() =>
        from target in new[] { "/v1/policies", "/v1/policies:validate", Decisions, "/v1/schemes/kam-annual/appraisals", "/v1/keys" }
        from type in new[] { "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/jsonx", "*/*", "application/octet-stream" }
        select Attack.Post($"{type} to {target}", target, strong, "{}", type, 415);

    private IEnumerable<Attack> Bodies() =>
        from target in new[] { "/v1/policies", "/v1/templates", Decisions, "/v1/schemes/kam-annual/appraisals", "/v1/keys" }
        from bad in BadJson
        select Attack.PostJson($"{bad.Name} to {target}", target, strong, bad.Body, 400, 413, 422);

    private IEnumerable<Attack> Sizes()
    {
        foreach (var (target, size) in new[] { ("/v1/policies", 1_048_577), (Decisions, 262_145), ("/v1/keys", 16_385), ("/v1/policies/kam-promotion/versions/1/publish", 16_385) })
        {
            yield return Attack.PostJson($"too much to {target}", target, strong, "{}" + new string(' ', size), 413);
            yield return new Attack(
                $"too much in chunks to {target}", $"POST {target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {strong}\r\nContent-Type: {Json}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n",
                Encoding.ASCII.GetBytes($"{size + 2:x}\r\n{{}}{new string(' ', size)}\r\n0\r\n\r\n"), 413);
        }

        yield return Attack.Of("a length that is not there", "POST", "/v1/policies", strong, [], Json, "Content-Length: 99999999999999999999\r\n", 400);
        yield return new Attack("a length below nothing", $"POST /v1/policies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {strong}\r\nContent-Length: -1\r\n", [], 400);
    }

    private IEnumerable<Attack> Lines()
    {
        yield return Attack.Post("a line that never ends", Decisions, strong, "{\"employee_id\":\"" + new string('x', 3_000_000), Ndjson, 200);
        yield return Attack.Post("a million empty lines", Decisions, strong, new string('\n', 1_000_000), Ndjson, 400);
        yield return Attack.Post("deep lines", Decisions, strong, string.Concat(Enumerable.Repeat(new string('[', 10_000) + "\n", 50)), Ndjson, 200);
        yield return Attack.Post("lines of rubbish", Decisions, strong, string.Concat(Enumerable.Repeat("\u0000\u0001\n", 20_000)), Ndjson, 200);
        yield return Attack.Post("lines without an id", Decisions, strong, string.Concat(Enumerable.Repeat("{}\n", 20_000)), Ndjson, 200);
    }

    private IEnumerable<Attack> Compressed()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(new byte[50_000_000]);
        foreach (var target in new[] { "/v1/policies", Decisions, "/v1/keys" })
        {
            foreach (var encoding in new[] { "gzip", "br", "deflate", "gzip, gzip" })
                yield return Attack.Of($"a {encoding} bomb to {target}", "POST", target, strong, bomb.ToArray(), Json, $"Content-Encoding: {encoding}\r\n", 400, 413, 415, 422);
        }
    }

    private IEnumerable<Attack> Credentials()
    {
        var unsigned = Convert.ToBase64String(Encoding.ASCII.GetBytes("""{"alg":"none"}""")).TrimEnd('=') + "." + Convert.ToBase64String(Encoding.ASCII.GetBytes("""{"sub":"admin","roles":["administrator"]}""")).TrimEnd('=') + ".";
        string[] keys = [revoked, strong[..^1], strong + "0", strong.ToUpperInvariant(), "ps_" + new string('0', 81), "null", "undefined", "..", new string('x', 8_000), unsigned, "a.b.c", "{{key}}", "*", "%00"];
        foreach (var key in keys)
        {
            yield return Attack.Get($"the key {Short(key)}", "/v1/policies", key, 401);
            yield return Attack.Get($"the key {Short(key)} for keys", "/v1/keys", key, 401);
        }

        yield return Attack.Get("a key that is no ASCII", "/v1/me", "\u00e9\u00e9", 400);
        foreach (var target in new[] { $"/v1/me?key={strong}", $"/v1/me?access_token={strong}", $"/v1/me?Authorization=Bearer%20{strong}" })
            yield return Attack.Get("a key in the query", target, "", 401);
        foreach (var header in new[] { $"X-Api-Key: {strong}", $"Cookie: key={strong}", $"Authorization: Basic {strong}", $"Authorization: {strong}", $"Proxy-Authorization: Bearer {strong}", "X-Forwarded-User: admin", "X-Original-URL: /livez", $"Authorization: Bearer x\r\nAuthorization: Bearer {strong}" })
            yield return Attack.Of($"another header: {Short(header)}", "GET", "/v1/me", "", [], "", header + "\r\n", 401);
    }

    private IEnumerable<Attack> Headers()
    {
        foreach (var header in new[] { "If-Match: x", "If-Match: \"" + new string('0', 64) + "\"", "If-Match: W/\"a\"", "If-Match: \"a" })
            yield return Attack.Of($"the header {Short(header)}", "PUT", "/v1/policies/kam-promotion/versions/1", strong, "{}"u8.ToArray(), Json, header + "\r\n", 400, 409, 412, 422);
        foreach (var header in new[] { "Accept-Language: " + new string('z', 4_000), "Accept-Language: ;q=9;;,", "Accept: \u0001", "Range: bytes=0-0,-1,5-1", "Expect: 200-maybe", "Content-Type: ;;;=", "traceparent: 00-" + new string('f', 500) })
            yield return Attack.Of($"the header {Short(header)}", "GET", "/v1/appraisals/none/report", strong, [], "", header + "\r\n", 400, 404, 417);
        yield return Attack.Of("a header split in two", "GET", "/v1/me", "", [], "", "X-A: 1\r\n  folded\r\n", 400);
        yield return Attack.Of("a header without a colon", "GET", "/v1/me", "", [], "", "nonsense\r\n", 400);
        yield return Attack.Of("a header with a blank in its name", "GET", "/v1/me", "", [], "", "X A: 1\r\n", 400);
        yield return Attack.Of("a header with a null", "GET", "/v1/me", "", [], "", "X-A: \0\r\n", 400);
    }

    private IEnumerable<Attack> Queries() =>
        from target in new[] { "/v1/policies?pageSize=", "/v1/policies/kam-promotion/in-force?asOf=", "/v1/policies/kam-promotion/in-force?knownAt=", "/v1/keys?pageSize=" }
        from value in new[] { "x", "-1", "99999999999999999999", "1e9", "%00", "%0d%0a", "0001-13-45", "[]", "1;2", "%27" }
        select Attack.Get($"the query {target}{value}", target + value, strong, 400);

    private IEnumerable<Attack> MassAssignment()
    {
        foreach (var member in new[] { "status", "version", "approvedBy", "createdBy", "author", "publishedBy", "sha256", "effectiveFrom" })
            yield return Attack.PostJson($"a document that sets {member}", "/v1/policies", author, Texts.PolicyText(Texts.NewId()).Replace("\"kind\":", $"\"{member}\": \"x\", \"kind\":", StringComparison.Ordinal), 422);
        foreach (var member in new[] { "publishedBy", "actor", "version", "status", "id", "at" })
            yield return Attack.PostJson($"a publication that sets {member}", "/v1/policies/kam-promotion/versions/1/publish", strong, $"{{\"{member}\":\"x\"}}", 422);
        foreach (var member in new[] { "id", "createdBy", "secrets", "sha256", "text", "lastUsedAt", "revokedAt", "isBootstrap" })
            yield return Attack.PostJson($"a key that sets {member}", "/v1/keys", strong, $"{{\"name\":\"n\",\"roles\":[\"auditor\"],\"{member}\":\"x\"}}", 422);
    }

    private IEnumerable<Attack> SideDoors()
    {
        yield return Attack.PostJson("publishing as an author", "/v1/policies/kam-promotion/versions/1/publish", author, "{}", 403);
        yield return Attack.PostJson("publishing by another case", "/v1/policies/kam-promotion/versions/1/PUBLISH", author, "{}", 403);
        yield return Attack.PostJson("publishing with a slash at the end", "/v1/policies/kam-promotion/versions/1/publish/", author, "{}", 403);
        yield return Attack.PostJson("publishing by two slashes", "/v1/policies/kam-promotion//versions/1/publish", author, "{}", 403, 404);
        yield return Attack.PostJson("publishing from beside", "/v1/policies/kam-promotion/versions/1/x/../publish", author, "{}", 403);
        yield return Attack.Of("another method by a header", "POST", "/v1/policies/kam-promotion/versions", author, "{}"u8.ToArray(), Json, "X-HTTP-Method-Override: PUT\r\n", 422);
        yield return Attack.Of("changing what is published", "PUT", "/v1/policies/kam-promotion/versions/1", author, Encoding.UTF8.GetBytes(Texts.Policy("promotion-eligibility", "kam-promotion").ToJsonString()), Json, "", 409);
        yield return Attack.PostJson("saving as somebody else's document", "/v1/policies/kam-promotion/versions", author, Texts.PolicyText(Texts.NewId()), 422);
        yield return Attack.PostJson("making a key as an author", "/v1/keys", author, """{"name":"n","roles":["administrator"]}""", 403);
        yield return Attack.PostJson("publishing what there is not", "/v1/policies/kam-promotion/versions/99/publish", strong, "{}", 404);
        yield return Attack.PostJson("publishing on no day", "/v1/policies/kam-promotion/versions/1/publish", strong, """{"effectiveFrom":"2026-02-30"}""", 422);
    }

    private IEnumerable<Attack> Protocol()
    {
        yield return new Attack("no HTTP at all", "\u0016\u0003\u0001\u0002", [], 0, 400);
        yield return new Attack("an old HTTP", "GET /v1/me HTTP/0.9\r\n", [], 400, 505);
        yield return new Attack("a newer HTTP", "PRI * HTTP/2.0\r\n", [], 0, 400, 505);
        yield return new Attack("no host", "GET /v1/me HTTP/1.1\r\n", [], 400);
        yield return new Attack("two hosts", "GET /v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n", [], 400);
        yield return new Attack("an address of another machine", "GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", [], 400, 401);
        yield return new Attack("two lengths", $"POST /v1/policies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {strong}\r\nContent-Length: 2\r\nContent-Length: 3\r\n", "{}"u8.ToArray(), 400);
        yield return new Attack("a length and chunks", $"POST /v1/keys HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {strong}\r\nContent-Type: {Json}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /v1/keys HTTP/1.1\r\n\r\n"u8.ToArray(), 400);
        yield return new Attack("bad chunks", $"POST /v1/policies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {strong}\r\nContent-Type: {Json}\r\nTransfer-Encoding: chunked\r\n", "zz\r\n{}\r\n"u8.ToArray(), 400);
        yield return new Attack("a body that stops", $"POST /v1/policies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {strong}\r\nContent-Type: {Json}\r\nContent-Length: 500\r\n", "{"u8.ToArray(), 400, 408);
        yield return new Attack("lines that stop", $"POST {Decisions} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {strong}\r\nContent-Type: {Ndjson}\r\nContent-Length: 500\r\n", "{\"employee_id\":"u8.ToArray(), 0, 200, 400, 408);
        yield return Attack.Get("a long address", "/v1/policies?" + new string('a', 20_000), strong, 414);
    }

    private IEnumerable<Attack> Expressions() =>
        from expression in new[]
        {
            "System.IO.File.ReadAllText(\\\"/etc/passwd\\\") != null", "employee.GetType() != null", "typeof(string) != null", "new object() != null",
            "System.Environment.Exit(1) == null", "employee.avg_training_score.ToString().Length > 1", "Process.Start(\\\"sh\\\") != null",
            new string('(', 5_000) + "true" + new string(')', 5_000), string.Join(" and ", Enumerable.Repeat("true", 20_000)), "it.GetType().Assembly != null", "\\u0000", "1 / 0 > employee.",
        }
        select Attack.PostJson($"the expression {Short(expression)}", "/v1/policies", author, Texts.PolicyText(Texts.NewId(), expression), 422);

    private IEnumerable<Attack> Keys() =>
        from body in new[] { """{"name":"n","roles":["bootstrap"]}""", """{"name":"n","roles":"administrator"}""", """{"name":"n","roles":[0]}""", """{"name":"n","roles":[null]}""", """{"name":"bootstrap\u0000","roles":["auditor"]}""", """{"name":"","roles":["auditor"]}""", """{"name":"n","roles":["auditor"],"expiresAt":"never"}""" }
        select Attack.PostJson($"the key {body}", "/v1/keys", strong, body, 422);

    // Without permission, or with invalid bodies: nothing may be published, withdrawn or approved.
    private IEnumerable<Attack> Lifecycle()
    {
        string[] steps = ["submit", "approve", "reject", "publish", "withdraw"];
        string[] bodies = ["[]", "null", "\"text\"", "{\"actor\":\"key:hr\"}", "{\"approvedBy\":\"key:hr\"}", "{\"basis\":\"four-eyes\"}", "{\"reason\":5}", "{\"reason\":\"" + new string('x', 17_000) + "\"}", "{\"effectiveFrom\":\"0000-00-00\"}"];
        foreach (var step in steps)
        {
            foreach (var body in bodies)
                yield return Attack.PostJson($"{step} with {Short(body)}", $"/v1/policies/kam-promotion/versions/1/{step}", strong, body, 400, 409, 412, 413, 422, 428);
            foreach (var version in new[] { "0", "-1", "2147483647", "2147483648", "1.5", "x" })
                yield return Attack.PostJson($"{step} of version {version}", $"/v1/policies/kam-promotion/versions/{version}/{step}", strong, "{\"reason\":\"x\"}", 404);
        }

        foreach (var step in steps.Skip(1))
            yield return Attack.PostJson($"{step} as an author", $"/v1/policies/kam-promotion/versions/1/{step}", author, "{\"reason\":\"x\"}", 403);
        yield return Attack.PostJson("rolling back as an author", "/v1/policies/kam-promotion/rollback", author, "{}", 403);
        foreach (var body in bodies.Append("{\"version\":99}"))
            yield return Attack.PostJson($"rolling back with {Short(body)}", "/v1/policies/kam-promotion/rollback", strong, body, 400, 404, 409, 412, 413, 422, 428);
    }

    private IEnumerable<Attack> Audit()
    {
        foreach (var query in new[] { "pageSize=0", "pageSize=9999", "cursor=-1", "cursor=1e9", "cursor=99999999999999999999", "order=%27", "from=never", "to=%00", "actor=", "target=" + new string('a', 600), "from=2026-02-30T00:00:00Z" })
            yield return Attack.Get($"the audit filter {Short(query)}", "/v1/audit?" + query, strong, 400);
        foreach (var query in new[] { "actor=%27%20or%201%3d1", "target=%2e%2e%2f", "action=%3cscript%3e", "cursor=9223372036854775807", "origin=%0d%0aX:%20y" })
            yield return Attack.Get($"the audit filter {query}", "/v1/audit?" + query, strong, 200);
        yield return Attack.Get("the audit log as an author", "/v1/audit", author, 403);
        yield return Attack.PostJson("exporting the head as an author", "/v1/audit/head:export", author, "", 403);
        yield return Attack.PostJson("exporting the head to an address of one's own", "/v1/audit/head:export?webhook=http://169.254.169.254/", strong, "{\"folder\":\"/etc\"}", 400, 409);
        foreach (var method in new[] { "DELETE", "PUT", "PATCH" })
            yield return Attack.Of($"{method} on the audit log", method, "/v1/audit", strong, [], "", "", 405);
        yield return Attack.Of("another address by a header", "GET", "/v1/audit", "", [], "", "X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\n", 401);
    }

    private IEnumerable<Attack> Erasures()
    {
        foreach (var bad in BadJson)
            yield return Attack.PostJson($"{bad.Name} to erase", "/v1/subjects:erase", strong, bad.Body, 400, 413, 422);
        foreach (var body in new[] { "{}", "{\"subject\":\"KM-002\"}", "{\"subject\":\"*\",\"reason\":\"\"}", "{\"subject\":null,\"reason\":\"x\"}", "{\"subject\":{\"$ne\":\"\"},\"reason\":\"x\"}", "{\"subject\":\"KM-002\",\"reason\":\"x\",\"actor\":\"key:hr\"}" })
            yield return Attack.PostJson($"the erasure {body}", "/v1/subjects:erase", strong, body, 422);
        yield return Attack.PostJson("erasing as an author", "/v1/subjects:erase", author, "{\"subject\":\"KM-002\",\"reason\":\"x\"}", 403);
        yield return Attack.PostJson("purging as an author", "/v1/retention:purge", author, "", 403);
        yield return Attack.Post("an erasure as a form", "/v1/subjects:erase", strong, "subject=KM-002&reason=x", "application/x-www-form-urlencoded", 415);
        yield return Attack.Get("erasing by reading", "/v1/subjects:erase?subject=KM-002&reason=x", strong, 405);
    }

    private IEnumerable<Attack> Jobs()
    {
        foreach (var type in new[] { "text/plain", "multipart/form-data; boundary=x", "application/xml" })
            yield return Attack.Post($"a job of {type}", "/v1/schemes/kam-annual/jobs", strong, "{}", type, 415);
        foreach (var bad in BadJson)
            yield return Attack.PostJson($"{bad.Name} to a job", "/v1/schemes/kam-annual/jobs", strong, bad.Body, 400, 409, 413, 422);
        yield return Attack.PostJson("a job as an author", "/v1/schemes/kam-annual/jobs", author, "{}", 403);
        yield return Attack.PostJson("a job of no scheme", "/v1/schemes/none/jobs", strong, "{}", 404, 422);
        yield return Attack.Post("a job of nothing but line breaks", "/v1/schemes/kam-annual/jobs", strong, new string('\n', 100_000), Ndjson, 400, 409, 422);
        foreach (var (method, path) in new[] { ("POST", "/v1/jobs/none/cancel"), ("DELETE", "/v1/jobs/none"), ("DELETE", "/v1/jobs/..%2f..%2f"), ("GET", "/v1/jobs/none/result") })
            yield return Attack.Of($"{method} {path}", method, path, strong, [], "", "", 404);
        foreach (var query in new[] { "pageSize=0", "pageSize=x", "after=%00" })
            yield return Attack.Get($"jobs by {query}", "/v1/jobs?" + query, strong, 200, 400);
    }

    private IEnumerable<Attack> Impacts()
    {
        const string impact = "/v1/policies/yearly-review-promotion/versions/1/impact";
        yield return Attack.Post("an impact of deep lines", impact, strong, string.Concat(Enumerable.Repeat(new string('[', 10_000) + "\n", 20)), Ndjson, 200);
        yield return Attack.Post("an impact of rubbish", impact, strong, string.Concat(Enumerable.Repeat("\u0000\u0001\n", 2_000)), Ndjson, 200);
        yield return Attack.Post("an impact as a form", impact, strong, "a=b", "application/x-www-form-urlencoded", 415);
        yield return Attack.PostJson("an impact of nothing", impact, strong, "", 200, 400);
        foreach (var group in new[] { "..%2f", "%00", "__proto__", new string('a', 5_000), "a&groupBy=b&groupBy=c&groupBy=d&groupBy=e" })
            yield return Attack.PostJson($"an impact by {Short(group)}", $"{impact}?groupBy={group}", strong, "{\"employee_id\":\"E-1\"}", 400, 422);
        foreach (var query in new[] { "decidedTo=2026-01-01T00:00:00Z", "decidedFrom=x", "decidedTo=0001-01-01T00:00:00Z", "decidedTo=9999-12-31T23:59:59Z", "periodFrom=2026-02-30" })
            yield return Attack.PostJson($"an impact on what is stored by {query}", $"{impact}/stored?{query}", strong, "", 200, 400);
        yield return Attack.PostJson("an impact on what is stored as an author", impact + "/stored", author, "", 403);
        foreach (var bad in BadJson)
            yield return Attack.PostJson($"{bad.Name} to a test", "/v1/policies/yearly-review-promotion/versions/1/test", strong, bad.Body, 200, 400, 413, 422);
    }
}
