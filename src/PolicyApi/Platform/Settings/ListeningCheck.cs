namespace PolicyApi.Platform.Settings;

/// <summary>Reads from the settings where the web server will listen, and finds invalid addresses before anything is created.</summary>
internal static class ListeningCheck
{
    private const string Endpoints = "Kestrel:Endpoints";
    private const string Usual = "http://localhost:5000";

    /// <summary>Returns an error for each invalid address or port.</summary>
    public static IReadOnlyList<string> Faults(IConfiguration configuration) =>
    [
        .. Named(configuration, WebHostDefaults.ServerUrlsKey).Where(a => !IsAddress(a))
            .Select(a => $"`{WebHostDefaults.ServerUrlsKey}` has `{a}`, which is not an address such as `http://127.0.0.1:5000`."),
        .. new[] { WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }
            .SelectMany(key => Named(configuration, key).Where(p => !ushort.TryParse(p, out _)).Select(p => $"`{key}` has `{p}`; ports are such as `8080`.")),
    ];

    /// <summary>
    /// Returns the addresses that the web server will listen on, from the first of these sources that has any: its own section <c>Kestrel</c>, <c>urls</c>,
    /// the ports, its default. Invalid addresses are left out.
    /// </summary>
    public static IEnumerable<BindingAddress> Addresses(IConfiguration configuration)
    {
        List<string>[] sources =
        [
            [.. configuration.GetSection(Endpoints).GetChildren().Select(e => e["Url"]).OfType<string>()],
            [.. Named(configuration, WebHostDefaults.ServerUrlsKey)],
            [
                .. Named(configuration, WebHostDefaults.HttpPortsKey).Select(p => $"http://*:{p}"),
                .. Named(configuration, WebHostDefaults.HttpsPortsKey).Select(p => $"https://*:{p}"),
            ],
            [Usual],
        ];
        return sources.First(s => s.Count > 0).Where(IsAddress).Select(BindingAddress.Parse);
    }

    private static bool IsAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { Scheme: "http" or "https", PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string[] Named(IConfiguration configuration, string key) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
