using Microsoft.AspNetCore.Http;

namespace PolicyApi.Platform.Settings;

/// <summary>Finds addresses that cannot be listened on before anything is made; the web server would find them last.</summary>
internal static class ListeningCheck
{
    /// <summary>A fault for each.</summary>
    public static IReadOnlyList<string> Faults(IConfiguration configuration) =>
    [
        .. (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(a => !IsAddress(a))
            .Select(a => $"`{WebHostDefaults.ServerUrlsKey}` has `{a}`; an address is such as `http://127.0.0.1:5000`."),
    ];

    /// <summary>Whether the server can be told to listen there.</summary>
    public static bool IsAddress(string text)
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
}
