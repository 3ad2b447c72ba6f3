using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Odagrun.Stack;
using Odagrun.Stack.Proxies;

namespace Odagrun.Cli.Tests;

/// <summary>An API server as far as access reviews, Secrets and KEDA's lists go.</summary>
internal sealed class ClusterStandIn : IAsyncDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("cluster");
    private HttpServer? _server;

    /// <summary>What is refused, as 'verb resource'.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>What the reviews asked for.</summary>
    public List<JsonNode> Reviews { get; } = [];

    /// <summary>KEDA's objects by plural; null: the cluster knows no KEDA.</summary>
    public Dictionary<string, JsonArray>? Keda { get; set; } = new() { ["scaledobjects"] = [], ["scaledjobs"] = [] };

    /// <summary>Secrets by name.</summary>
    public Dictionary<string, JsonNode> Secrets { get; } = [];

    public string Kubeconfig => _directory.File("kubeconfig");

    public static async Task<ClusterStandIn> StartAsync()
    {
        var cluster = new ClusterStandIn();
        cluster._server = await HttpServer.StartAsync(cluster.AnswerAsync);
        await File.WriteAllTextAsync(cluster.Kubeconfig, $$$"""
            apiVersion: v1
            kind: Config
            current-context: t
            clusters: [{name: t, cluster: {server: 'http://{{{cluster._server.Host}}}'}}]
            contexts: [{name: t, context: {cluster: t, user: u, namespace: odagrun}}]
            users: [{name: u, user: {token: not-a-secret}}]
            """);
        return cluster;
    }

    /// <summary>An object of KEDA with a Ready condition.</summary>
    public static JsonObject KedaObject(string name, string ready, string message = "") => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                new JsonObject { ["type"] = "Ready", ["status"] = ready, ["reason"] = "ScaledObjectCheckFailed", ["message"] = message },
                new JsonObject { ["type"] = "Active", ["status"] = "False" }),
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _directory.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var body = context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0
            ? await JsonNode.ParseAsync(context.Request.Body)
            : null;
        if (path.EndsWith("accessreviews", StringComparison.Ordinal))
        {
            await ReviewAsync(context, body!);
        }
        else if (path.StartsWith("/apis/keda.sh/", StringComparison.Ordinal) && Keda is { } keda)
        {
            await HttpServer.AnswerAsync(context, 200, new JsonObject { ["items"] = keda[path.Split('/')[^1]].DeepClone() }.ToJsonString());
        }
        else if (path.Contains("/secrets", StringComparison.Ordinal))
        {
            await SecretAsync(context, path.Split('/')[^1], body);
        }
        else
        {
            await RefuseAsync(context, 404, "NotFound", "the server could not find the requested resource");
        }
    }

    private Task ReviewAsync(HttpContext context, JsonNode review)
    {
        Reviews.Add(review);
        var what = review["spec"]!["resourceAttributes"]!;
        var resource = what["subresource"] is { } part ? $"{what["resource"]}/{part}" : what["resource"]!.ToString();
        review["status"] = new JsonObject { ["allowed"] = !Denied.Contains($"{what["verb"]} {resource}") };
        return HttpServer.AnswerAsync(context, 201, review.ToJsonString());
    }

    private Task SecretAsync(HttpContext context, string name, JsonNode? body)
    {
        if (context.Request.Method == "POST")
        {
            name = body!["metadata"]!["name"]!.ToString();
            if (Secrets.ContainsKey(name))
            {
                return RefuseAsync(context, 409, "AlreadyExists", $"secrets \"{name}\" already exists");
            }
        }

        Secrets[name] = body ?? Secrets[name];
        return HttpServer.AnswerAsync(context, 200, Secrets[name].ToJsonString());
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason, string message) => HttpServer.AnswerAsync(
        context, status, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["status"] = "Failure",
            ["reason"] = reason,
            ["message"] = message,
            ["code"] = status,
        }.ToJsonString());
}
