using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Odagrun.Kubernetes.Tests.StandIn;
using Odagrun.Stack;

namespace Odagrun.Kubernetes.Tests.Store;

/// <summary>
/// What an API server does with Secrets: names that exist once, versions that only grow, merge patches and deletions under conditions,
/// lists and watches by labels, 1 MiB of data. Loses answers where a test asks.
/// </summary>
internal sealed class SecretServer : IAsyncDisposable
{
    private const int MostData = 1 << 20;

    private readonly HttpListener _listener = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _secrets = new(StringComparer.Ordinal);
    private readonly List<(StandInWatch Watch, string Selector)> _watches = [];
    private readonly List<(long Version, JsonObject Secret, string Line)> _history = [];
    private readonly Task _serving;
    private long _version = 100;

    public SecretServer()
    {
        Port = FreePort.Next();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Verbs and names of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Whether a request's answer is to be lost, after it was carried out.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    /// <summary>Whether watches are told what changes.</summary>
    public bool IsTelling { get; set; } = true;

    public string[] Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _secrets.Keys];
            }
        }
    }

    public JsonObject Find(string name)
    {
        lock (_lock)
        {
            return (JsonObject)_secrets[name].DeepClone();
        }
    }

    /// <summary>Somebody deletes a Secret by hand.</summary>
    public void Remove(string name)
    {
        lock (_lock)
        {
            Delete(name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _watches.ForEach(entry => entry.Watch.Abort());
        }

        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await HandleAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
            {
                // Its reader is gone.
            }
        }
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        var name = context.Request.Url!.Segments is { Length: 7 } segments ? segments[6] : null;
        var isWatch = context.Request.QueryString["watch"] == "true";
        var request = $"{(isWatch ? "WATCH" : context.Request.HttpMethod)} {name ?? "*"}";
        Requests.Enqueue(request);
        var body = context.Request.HasEntityBody ? (JsonObject?)await JsonNode.ParseAsync(context.Request.InputStream) : null;
        if (isWatch)
        {
            Watch(context);
            return;
        }

        var answer = Carry(context.Request, name, body);
        await (Loses(request) ? StandInAnswer.Cut : answer).SendAsync(context.Response);
    }

    private StandInAnswer Carry(HttpListenerRequest request, string? name, JsonObject? body)
    {
        lock (_lock)
        {
            return (request.HttpMethod, name) switch
            {
                ("POST", null) => Create(body!),
                ("GET", null) => List(request.QueryString["labelSelector"] ?? ""),
                (_, { } one) when !_secrets.ContainsKey(one) => StandInAnswer.Refusal(404, "NotFound", $"secrets \"{one}\" not found"),
                ("GET", { } one) => StandInAnswer.Json(200, (JsonObject)_secrets[one].DeepClone()),
                ("PATCH", { } one) => Patch(one, body!),
                ("DELETE", { } one) => Delete(one, body),
                _ => StandInAnswer.Refusal(405, "MethodNotAllowed", request.HttpMethod),
            };
        }
    }

    private StandInAnswer Create(JsonObject secret)
    {
        var name = (string)secret["metadata"]!["name"]!;
        if (_secrets.ContainsKey(name))
        {
            return StandInAnswer.Refusal(409, "AlreadyExists", $"secrets \"{name}\" already exists");
        }

        secret["metadata"]!["uid"] = Guid.NewGuid().ToString();
        secret["metadata"]!["creationTimestamp"] = "2026-01-01T00:00:00Z";
        return Put(name, secret, "ADDED");
    }

    private StandInAnswer Patch(string name, JsonObject patch)
    {
        var secret = (JsonObject)_secrets[name].DeepClone();
        if ((string?)patch["metadata"]?["resourceVersion"] is { } version && version != (string?)secret["metadata"]!["resourceVersion"])
        {
            return StandInAnswer.Refusal(409, "Conflict", "the object has been modified");
        }

        Merge(secret, patch);
        return Put(name, secret, "MODIFIED");
    }

    private StandInAnswer Delete(string name, JsonObject? options)
    {
        var metadata = _secrets[name]["metadata"]!;
        var conditions = options?["preconditions"];
        if (((string?)conditions?["uid"] ?? (string?)metadata["uid"]) != (string?)metadata["uid"]
            || ((string?)conditions?["resourceVersion"] ?? (string?)metadata["resourceVersion"]) != (string?)metadata["resourceVersion"])
        {
            return StandInAnswer.Refusal(409, "Conflict", "the precondition failed");
        }

        Delete(name);
        return StandInAnswer.Json(200, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" });
    }

    // What it owned goes with it.
    private void Delete(string name)
    {
        var secret = _secrets[name];
        _secrets.Remove(name);
        secret["metadata"]!["resourceVersion"] = Text(++_version);
        Tell("DELETED", secret);
        var uid = (string?)secret["metadata"]!["uid"];
        foreach (var owned in _secrets.Where(entry => (string?)entry.Value["metadata"]!["ownerReferences"]?[0]?["uid"] == uid)
            .Select(entry => entry.Key).ToList())
        {
            Delete(owned);
        }
    }

    private StandInAnswer Put(string name, JsonObject secret, string type)
    {
        var size = ((JsonObject)secret["data"]!).Sum(entry => Convert.FromBase64String((string)entry.Value!).Length);
        if (size > MostData)
        {
            return StandInAnswer.Refusal(422, "Invalid", "data: Too long: must have at most 1048576 bytes");
        }

        secret["metadata"]!["resourceVersion"] = Text(++_version);
        _secrets[name] = secret;
        Tell(type, secret);
        return StandInAnswer.Json(type == "ADDED" ? 201 : 200, (JsonObject)secret.DeepClone());
    }

    private StandInAnswer List(string selector) => StandInAnswer.Json(200, new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "SecretList",
        ["metadata"] = new JsonObject { ["resourceVersion"] = Text(_version) },
        ["items"] = new JsonArray([.. _secrets.Values.Where(secret => IsSelected(secret, selector)).Select(secret => secret.DeepClone())]),
    });

    private void Watch(HttpListenerContext context)
    {
        var from = long.Parse(context.Request.QueryString["resourceVersion"]!, CultureInfo.InvariantCulture);
        var selector = context.Request.QueryString["labelSelector"] ?? "";
        lock (_lock)
        {
            var watch = new StandInWatch(context.Response);
            _watches.Add((watch, selector));
            foreach (var (_, secret, line) in _history.Where(entry => entry.Version > from && IsSelected(entry.Secret, selector)))
            {
                watch.Write(line);
            }
        }
    }

    private void Tell(string type, JsonObject secret)
    {
        if (IsTelling)
        {
            var line = new JsonObject { ["type"] = type, ["object"] = secret.DeepClone() }.ToJsonString();
            _history.Add((_version, secret, line));
            _watches.Where(entry => IsSelected(secret, entry.Selector)).ToList().ForEach(entry => entry.Watch.Write(line));
        }
    }

    private static bool IsSelected(JsonObject secret, string selector) => selector.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(term => term.Split('='))
        .All(term => (string?)secret["metadata"]!["labels"]?[term[0]] == term[1]);

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is JsonObject inner && target[key] is JsonObject there)
            {
                Merge(there, inner);
            }
            else if (value is null)
            {
                target.Remove(key);
            }
            else
            {
                target[key] = value.DeepClone();
            }
        }
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
