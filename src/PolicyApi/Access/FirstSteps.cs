using PolicyApi.Access.Keys;

namespace PolicyApi.Access;

/// <summary>Logs how to get access to a service that has just started: the file that contains a key, never the key itself.</summary>
/// <param name="environment">The environment, which may be <c>Development</c>.</param>
/// <param name="keys">The keys.</param>
/// <param name="bootstrap">The key that can create the first keys.</param>
/// <param name="development">The key for a developer's machine.</param>
/// <param name="log">Receives the messages.</param>
internal sealed partial class FirstSteps(
    IHostEnvironment environment, KeyDirectory keys, BootstrapKey bootstrap, DevelopmentKey development, ILogger<FirstSteps> log)
{
    /// <summary>Logs what applies. Call it once the service listens.</summary>
    /// <param name="addresses">The addresses that it listens on.</param>
    public async Task TellAsync(IReadOnlyCollection<string> addresses)
    {
        foreach (var address in addresses.Where(a => a.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !DevelopmentKey.IsLoopback(a)))
            KeysInTheClear(log, address);
        var url = addresses.First().TrimEnd('/');
        if (environment.IsDevelopment())
        {
            if (await development.OpenAsync(addresses) is { } file)
                DevelopmentKeyReady(log, file, url);
            else
                NotOnThisMachineOnly(log);
        }
        else if (bootstrap.IsInFile && keys.IsEmpty)
        {
            NoKeysYet(log, bootstrap.FilePath, url);
        }
    }

    [LoggerMessage(LogLevel.Warning, "keys sent to {Address} travel unencrypted; terminate TLS at a proxy, or set `Kestrel:Endpoints` (docs/access.md)")]
    private static partial void KeysInTheClear(ILogger log, string address);

    [LoggerMessage(LogLevel.Information, "try: curl -H \"Authorization: Bearer $(cat {File})\" {Url}/v1/me (that file has a key for {Url}/swagger, too)")]
    private static partial void DevelopmentKeyReady(ILogger log, string file, string url);

    [LoggerMessage(LogLevel.Warning, "no development key: the service listens on more than loopback addresses")]
    private static partial void NotOnThisMachineOnly(ILogger log);

    [LoggerMessage(LogLevel.Information, "there are no keys yet; make the first: curl -H \"Authorization: Bearer $(cat {File})\" -H \"Content-Type: application/json\" -d '{{\"name\":\"admin\",\"roles\":[\"administrator\"]}}' {Url}/v1/keys")]
    private static partial void NoKeysYet(ILogger log, string file, string url);
}
