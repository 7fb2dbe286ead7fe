using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PolicyApi.Tests.Access;

/// <summary>An issuer of tokens on this machine, with a discovery document and a public key.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Audience = "policy-service";

    private RSA _rsa = RSA.Create(2048);
    private string _keyId = "one";
    private WebApplication? _app;

    public string Address => _app!.Urls.First();

    public RsaSecurityKey Key => new(_rsa) { KeyId = _keyId };

    public static async Task<Issuer> StartAsync()
    {
        var issuer = new Issuer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(
            new Dictionary<string, object>(StringComparer.Ordinal) { ["issuer"] = issuer.Address, ["jwks_uri"] = $"{issuer.Address}/keys" }));
        app.MapGet("/keys", () => Results.Json(new Dictionary<string, object>(StringComparer.Ordinal) { ["keys"] = new[] { issuer.PublicKey() } }));
        issuer._app = app;
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Creates a token that is valid unless it is changed.</summary>
    public string Token(
        IReadOnlyDictionary<string, object> claims, Action<SecurityTokenDescriptor>? change = null)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = Audience,
            Claims = new Dictionary<string, object>(claims, StringComparer.Ordinal),
            NotBefore = DateTime.UtcNow.AddMinutes(-10),
            Expires = DateTime.UtcNow.AddMinutes(10),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>Takes the key back and publishes another one instead.</summary>
    public void ChangeKey()
    {
        _rsa.Dispose();
        (_rsa, _keyId) = (RSA.Create(2048), "two");
    }

    /// <summary>The public key as PEM, which a naive service would take as a shared secret.</summary>
    public byte[] PublicPem() => System.Text.Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem());

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _rsa.Dispose();
    }

    private Dictionary<string, string> PublicKey()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return new(StringComparer.Ordinal)
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = _keyId,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }
}
