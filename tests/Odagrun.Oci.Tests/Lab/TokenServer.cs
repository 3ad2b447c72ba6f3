using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Odagrun.Stack;
using Odagrun.Stack.Proxies;
using Odagrun.Stack.Services;

namespace Odagrun.Oci.Tests.Lab;

/// <summary>A token server that docker-registry believes: it signs what is asked for, for one user and for nobody.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string User = "ada";
    public const string Password = "correct-horse";

    private const string Issuer = "odagrun-test";
    private const string Service = "registry-test";

    private readonly WorkDirectory _directory = WorkDirectory.Create("token");
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private HttpServer? _server;
    private Func<string, Task<bool>>? _believes;
    private readonly ConcurrentQueue<string> _requests = new();

    private TokenServer()
    {
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest($"CN={Issuer}", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(_directory.File("bundle.pem"), _certificate.ExportCertificatePem());
    }

    /// <summary>Starts one; <paramref name="believes"/> decides about passwords, without it there is one user.</summary>
    public static async Task<TokenServer> StartAsync(string address = "127.0.0.1", Func<string, Task<bool>>? believes = null)
    {
        var tokens = new TokenServer { _believes = believes };
        tokens._server = await HttpServer.StartAsync(tokens.AnswerAsync, address);
        return tokens;
    }

    /// <summary>The query of each request for a token, and who asked.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>How long tokens are said to live.</summary>
    public int ExpiresIn { get; set; } = 300;

    /// <summary>The next so many requests are answered with 503.</summary>
    public int Failures { get; set; }

    public TokenAuthentication Authentication =>
        new(new Uri($"http://{_server!.Host}/token"), Service, Issuer, _directory.File("bundle.pem"));

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _certificate.Dispose();
        _key.Dispose();
        _directory.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var basic = context.Request.Headers.Authorization.FirstOrDefault();
        var user = basic is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(basic["Basic ".Length..]));
        _requests.Enqueue($"{user} {Uri.UnescapeDataString(context.Request.QueryString.Value!)}".Trim());
        if (_believes is not null && context.Request.Method == HttpMethods.Post)
        {
            // containerd asks the newer way first, which OpenShift does not answer.
            await HttpServer.AnswerAsync(context, 405);
            return;
        }

        if (Failures > 0)
        {
            Failures--;
            await HttpServer.AnswerAsync(context, 503);
            return;
        }

        if (user is not null && !await IsBelievedAsync(user))
        {
            await HttpServer.AnswerAsync(context, 401, """{"details":"incorrect username or password"}""");
            return;
        }

        // Nobody may pull what is public; all else needs the user.
        var scopes = context.Request.Query["scope"].OfType<string>()
            .Where(scope => user is not null || scope.Contains("public", StringComparison.Ordinal));
        await HttpServer.AnswerAsync(
            context, 200, new JsonObject { ["token"] = Sign(scopes, user is null), ["expires_in"] = ExpiresIn }.ToJsonString());
    }

    private async Task<bool> IsBelievedAsync(string user) =>
        _believes is null ? user == $"{User}:{Password}" : await _believes(user[(user.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private string Sign(IEnumerable<string> scopes, bool pullOnly)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject
        {
            ["typ"] = "JWT",
            ["alg"] = "RS256",
            ["x5c"] = new JsonArray((JsonNode)Convert.ToBase64String(_certificate.RawData)),
        };
        var access = scopes.Select(scope => scope.Split(':')).Select(JsonNode (parts) => new JsonObject
        {
            ["type"] = parts[0],
            ["name"] = parts[1],
            ["actions"] = new JsonArray([.. (pullOnly ? "pull" : parts[2]).Split(',').Select(action => (JsonNode)action)]),
        });
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = User,
            ["aud"] = Service,
            ["exp"] = now + 300,
            ["nbf"] = now - 60,
            ["iat"] = now,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["access"] = new JsonArray([.. access]),
        };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
