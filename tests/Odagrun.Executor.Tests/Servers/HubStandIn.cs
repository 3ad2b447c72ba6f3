using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Odagrun.Executor.Tests.Servers;

/// <summary>
/// Docker Hub's HTTP API as its callers know it: the shapes of requests, answers and refusals were taken from docs.docker.com and from
/// the reports of those who met them (docker/hub-feedback#1927, docker/docs#20138).
/// </summary>
internal sealed class HubStandIn : IAsyncDisposable
{
    internal const string User = "ada";
    internal const string Password = "dckr_pat_secret-of-the-test";
    private const string Token = "eyJ.token-of-the-test.sig";

    private readonly Lock _lock = new();
    private readonly List<string> _requests = [];
    private readonly Queue<(int Status, string? RetryAfter)> _troubles = new();
    private LocalServer? _server;

    internal Uri Url => _server!.Url;

    /// <summary>base64 of user:password.</summary>
    internal static string Credentials { get; } = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{User}:{Password}"));

    /// <summary>Repositories by <c>namespace/name</c>.</summary>
    internal Dictionary<string, JsonObject> Repositories { get; } = [];

    /// <summary>Tags by <c>namespace/name:tag</c>.</summary>
    internal HashSet<string> Tags { get; } = [];

    /// <summary>A Hub that knows the older login only.</summary>
    internal bool IsOld { get; set; }

    /// <summary>A token that may only read.</summary>
    internal bool IsReadOnly { get; set; }

    /// <summary>Method and path of each request so far.</summary>
    internal IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    internal static async Task<HubStandIn> StartAsync()
    {
        var hub = new HubStandIn();
        hub._server = await LocalServer.StartAsync(hub.Map);
        return hub;
    }

    /// <summary>Lets the next request fail.</summary>
    internal void Trouble(int status, string? retryAfter = null) => _troubles.Enqueue((status, retryAfter));

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private void Map(WebApplication application)
    {
        application.Use(async (context, next) =>
        {
            (int Status, string? RetryAfter) trouble;
            lock (_lock)
            {
                _requests.Add($"{context.Request.Method} {context.Request.Path}");
                trouble = _troubles.TryDequeue(out var next_) ? next_ : default;
            }

            if (trouble.Status == 0)
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = trouble.Status;
            if (trouble.RetryAfter is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds;
            }
        });
        application.MapPost(
            "/v2/auth/token", (JsonObject body) => IsOld ? NotFound() : LogIn(body, "identifier", "secret", "access_token"));
        application.MapPost("/v2/users/login", (JsonObject body) => LogIn(body, "username", "password", "token"));
        application.MapPost("/v2/repositories/", (HttpContext context, JsonObject body) => Allowed(context) ?? Make(body));
        application.MapPatch("/v2/repositories/{space}/{name}/",
            (HttpContext context, string space, string name, JsonObject body) => Allowed(context) ?? Change($"{space}/{name}", body));
        application.MapPost("/v2/repositories/{space}/{name}/privacy/",
            (HttpContext context, string space, string name, JsonObject body) => Allowed(context) ?? Change($"{space}/{name}", body));
        application.MapDelete("/v2/repositories/{space}/{name}/", (HttpContext context, string space, string name) =>
            Allowed(context) ?? (Repositories.Remove($"{space}/{name}") ? Results.StatusCode(202) : NotFound()));
        application.MapDelete("/v2/repositories/{space}/{name}/tags/{tag}/", (HttpContext context, string space, string name, string tag) =>
            Allowed(context) ?? (Tags.Remove($"{space}/{name}:{tag}") ? Results.NoContent() : NotFound()));
    }

    private static IResult LogIn(JsonObject body, string user, string password, string token) =>
        body[user]?.GetValue<string>() == User && body[password]?.GetValue<string>() == Password
            ? Answer(200, new JsonObject { [token] = Token })
            : Answer(401, new JsonObject { ["detail"] = "Incorrect authentication credentials" });

    private IResult? Allowed(HttpContext context) =>
        context.Request.Headers.Authorization != (IsOld ? "JWT " : "Bearer ") + Token ? Answer(
            401, new JsonObject { ["message"] = "unauthorized", ["errinfo"] = new JsonObject() })
        : IsReadOnly ? Answer(403, new JsonObject { ["message"] = "insufficient scope", ["errinfo"] = new JsonObject() })
        : null;

    private IResult Make(JsonObject body)
    {
        var path = $"{body["namespace"]}/{body["name"]}";
        Repositories[path] = body.DeepClone().AsObject();
        return Answer(201, body);
    }

    private IResult Change(string path, JsonObject body)
    {
        if (!Repositories.TryGetValue(path, out var repository))
        {
            return NotFound();
        }

        foreach (var (name, value) in body)
        {
            repository[name] = value?.DeepClone();
        }

        return Answer(200, repository);
    }

    private static IResult NotFound() => Answer(404, new JsonObject { ["message"] = "object not found", ["errinfo"] = new JsonObject() });

    private static IResult Answer(int status, JsonObject body) =>
        Results.Content(body.ToJsonString(), "application/json", statusCode: status);
}
