using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Access;

/// <summary>Every role on every endpoint of the OpenAPI document.</summary>
public sealed class RoleMatrixTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Table = AccessTable.Read();

    public static TheoryData<string> Callers => [.. Table.Values.First().Keys, "nobody"];

    [Fact]
    public async Task Every_endpoint_has_a_decision_and_every_decision_an_endpoint() =>
        Assert.Equal((await OperationsAsync()).Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task A_caller_may_do_what_the_table_says_and_nothing_else(string caller)
    {
        using var client = service.ClientOf(await KeyAsync(caller));
        var wrong = new List<string>();

        foreach (var operation in await OperationsAsync())
        {
            var word = caller == "nobody" ? Nobody(operation) : Table.GetValueOrDefault(operation)?[caller] ?? "undecided";
            var answer = await CallAsync(client, operation);
            if (!IsAsSaid(word, answer))
                wrong.Add($"{operation}: `{word}`, and the answer was {answer.Status} {answer.Body}");
        }

        Assert.Empty(wrong);
    }

    private static string Nobody(string operation) => Table.GetValueOrDefault(operation)?.Values.First() == "open" ? "open" : "unknown";

    private static bool IsAsSaid(string word, Answer answer) => word switch
    {
        "open" or "yes" or "own" => answer.Status is not (401 or 403 or 429) and < 500,
        "–" => (answer.Status, answer.MediaType, answer.Code) == (403, "application/problem+json", "forbidden"),
        "unknown" => (answer.Status, answer.MediaType, answer.Code, answer.Header("WWW-Authenticate")) == (401, "application/problem+json", "unauthenticated", "Bearer"),
        _ => false,
    };

    private Task<Answer> CallAsync(HttpClient client, string operation)
    {
        var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1].Replace("{version}", "1", StringComparison.Ordinal).Replace("{id}", "nothing", StringComparison.Ordinal));
        return service.SendAsync(new HttpMethod(method), path, method == "GET" ? null : "{}", client: client);
    }

    private async Task<string> KeyAsync(string caller) => caller switch
    {
        "nobody" => string.Empty,
        "bootstrap" => service.BootstrapKey(),
        "own-report-reader" => (string)(await service.IssueAsync(
            new JsonObject { ["name"] = "one manager", ["roles"] = new JsonArray(caller), ["manager"] = "KM-001" })).Json["text"]!,
        _ => await service.NewKeyAsync($"a {caller}", caller),
    };

    private async Task<IReadOnlyList<string>> OperationsAsync() =>
    [
        .. (await service.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")),
    ];
}
