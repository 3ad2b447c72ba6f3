using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Odagrun.Executor.Tests.Servers;

namespace Odagrun.Executor.Tests.ImageStreams;

/// <summary>OpenShift's image API with its real paths and objects: image streams of one namespace, and their tags.</summary>
internal sealed class ImageApiStandIn : IAsyncDisposable
{
    internal const string Token = "sha256~token-of-the-test";
    private const string Root = "/apis/image.openshift.io/v1";

    private LocalServer? _server;
    private int _version = 100;

    internal Uri Url => _server!.Url;

    /// <summary>Digests by stream and tag, of the namespace <c>ci</c>.</summary>
    internal Dictionary<string, Dictionary<string, string>> Streams { get; } = [];

    /// <summary>A Kubernetes that is no OpenShift.</summary>
    internal bool IsAbsent { get; set; }

    /// <summary>The last body of a POST or PUT.</summary>
    internal JsonObject? Last { get; private set; }

    internal static async Task<ImageApiStandIn> StartAsync()
    {
        var api = new ImageApiStandIn();
        api._server = await LocalServer.StartAsync(api.Map);
        return api;
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private void Map(WebApplication application)
    {
        application.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization != $"Bearer {Token}")
            {
                await Status(401, "Unauthorized", "Unauthorized").ExecuteAsync(context);
            }
            else if (!IsAbsent)
            {
                await next(context);
            }
            else
            {
                context.Response.StatusCode = 404;
            }
        });
        application.MapGet(
            Root, () => Answer(200, new JsonObject { ["kind"] = "APIResourceList", ["groupVersion"] = "image.openshift.io/v1" }));
        application.MapGet(Root + "/namespaces/ci/imagestreams/{stream}", (string stream) => Streams.TryGetValue(stream, out var tags)
            ? Answer(200, Stream(stream, tags))
            : NotFound("imagestreams", stream));
        application.MapDelete(Root + "/namespaces/ci/imagestreams/{stream}",
            (string stream) => Streams.Remove(stream) ? Status(200, "Success", "") : NotFound("imagestreams", stream));
        application.MapGet(Root + "/namespaces/ci/imagestreamtags/{name}",
            (string name) => Find(name) is { } digest ? Answer(200, Tag(name, digest)) : NotFound("imagestreamtags", name));
        application.MapDelete(Root + "/namespaces/ci/imagestreamtags/{name}",
            (string name) => Remove(name) ? Status(200, "Success", "") : NotFound("imagestreamtags", name));
        application.MapPost(Root + "/namespaces/ci/imagestreamtags", (JsonObject body) => Find($"{body["metadata"]!["name"]}") is null
            ? Store(201, body)
            : Status(409, "AlreadyExists", "already exists"));
        application.MapPut(Root + "/namespaces/ci/imagestreamtags/{name}", (JsonObject body) =>
            body["metadata"]!["resourceVersion"] is null
                ? Status(422, "Invalid", "metadata.resourceVersion: must be specified for an update")
                : Store(200, body));
        application.MapFallback(
            () => Status(403, "Forbidden", "imagestreams is forbidden: User \"system:serviceaccount:ci:odagrun\" cannot do that"));
    }

    private string? Find(string name) =>
        name.Split(':', 2) is [var stream, var tag] ? Streams.GetValueOrDefault(stream)?.GetValueOrDefault(tag) : null;

    private bool Remove(string name) =>
        name.Split(':', 2) is [var stream, var tag] && (Streams.GetValueOrDefault(stream)?.Remove(tag) ?? false);

    private IResult Store(int status, JsonObject body)
    {
        Last = body;
        var name = body["metadata"]!["name"]!.GetValue<string>().Split(':', 2);
        Streams.TryAdd(name[0], []);
        Streams[name[0]][name[1]] = body["tag"]!["from"]!["name"]!.GetValue<string>().Split('@', 2)[1];
        return Answer(status, body);
    }

    private JsonObject Tag(string name, string digest) => new()
    {
        ["kind"] = "ImageStreamTag",
        ["apiVersion"] = "image.openshift.io/v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "ci", ["resourceVersion"] = $"{_version++}" },
        ["tag"] = null,
        ["generation"] = 1,
        ["image"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = digest },
            ["dockerImageReference"] = $"image-registry.openshift-image-registry.svc:5000/ci/app@{digest}",
        },
    };

    private static JsonObject Stream(string name, Dictionary<string, string> tags) => new()
    {
        ["kind"] = "ImageStream",
        ["apiVersion"] = "image.openshift.io/v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "ci" },
        ["spec"] = new JsonObject { ["lookupPolicy"] = new JsonObject { ["local"] = false } },
        ["status"] = new JsonObject
        {
            ["dockerImageRepository"] = $"image-registry.openshift-image-registry.svc:5000/ci/{name}",
            ["tags"] = new JsonArray([.. tags.Select(tag => new JsonObject
            {
                ["tag"] = tag.Key,
                ["items"] = new JsonArray(new JsonObject { ["image"] = tag.Value, ["generation"] = 2 },
                    new JsonObject { ["image"] = "sha256:older", ["generation"] = 1 }),
            })]),
        },
    };

    private static IResult NotFound(string kind, string name) => Status(404, "NotFound", $"{kind}.image.openshift.io \"{name}\" not found");

    private static IResult Status(int code, string reason, string message) => Answer(code, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = code < 300 ? "Success" : "Failure",
        ["reason"] = reason,
        ["message"] = message,
        ["code"] = code,
    });

    private static IResult Answer(int status, JsonObject body) =>
        Results.Content(body.ToJsonString(), "application/json", statusCode: status);
}
