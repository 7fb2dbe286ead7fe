using System.CommandLine;
using System.Net.Http.Headers;
using PolicyCli.Output;

namespace PolicyCli.Service;

/// <summary>The options of commands that call a service: <c>--url</c> and <c>--key-file</c>, or the environment, and <c>--format</c>.</summary>
internal sealed class ServiceOptions
{
    private const string UrlVariable = "POLICY_SERVICE_URL";
    private const string KeyVariable = "POLICY_SERVICE_KEY";

    private readonly Option<string> _url = new("--url") { Description = $"the service's address; default: {UrlVariable}", DefaultValueFactory = _ => Environment.GetEnvironmentVariable(UrlVariable) ?? "http://localhost:5000" };

    // The key itself is never on the command line, where every user of the machine can read it.
    private readonly Option<FileInfo?> _key = new("--key-file") { Description = $"a file that holds the API key; default: the key in {KeyVariable}" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_key);
        command.Add(Report.Format());
    }

    /// <summary>Creates a client for the service, with the key.</summary>
    /// <exception cref="InvalidDataException">There is no valid key, or the address is invalid.</exception>
    public HttpClient Open(ParseResult parsed)
    {
        var key = parsed.GetValue(_key) is { } file ? File.ReadAllText(file.FullName) : Environment.GetEnvironmentVariable(KeyVariable);
        if (string.IsNullOrWhiteSpace(key))
            throw new InvalidDataException($"a key is required: set {KeyVariable}, or name a file with --key-file");
        if (key.Trim().Any(c => c is <= ' ' or > '~'))
            throw new InvalidDataException("the key contains a space, a line break or a non-ASCII letter; a key is one line such as `ps_…`");
        if (!Uri.TryCreate(parsed.GetValue(_url), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new InvalidDataException($"`{parsed.GetValue(_url)}` is not an address; write for example --url https://policies.example.com");

        // Redirects are not followed: they would turn a POST into a GET, and could send the key to another server.
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(10),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key.Trim()) },
        };
    }
}
