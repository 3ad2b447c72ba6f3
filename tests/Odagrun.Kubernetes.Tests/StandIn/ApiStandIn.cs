using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Odagrun.Stack;

namespace Odagrun.Kubernetes.Tests.StandIn;

/// <summary>
/// Speaks the API server's protocol for lists and watches of one collection, and breaks it where a test asks: connections that drop,
/// versions it has forgotten, refusals.
/// </summary>
internal sealed class ApiStandIn : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Line)> _history = [];
    private readonly List<StandInWatch> _watches = [];
    private readonly ConcurrentQueue<StandInAnswer> _answers = new();
    private readonly Task _serving;
    private long _version = 100;
    private long _forgotten;

    public ApiStandIn()
    {
        Port = FreePort.Next();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Method and address of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The next requests get these answers, whatever they are.</summary>
    public void Answer(params StandInAnswer[] answers) => Array.ForEach(answers, _answers.Enqueue);

    public int Watches
    {
        get
        {
            lock (_lock)
            {
                return _watches.Count;
            }
        }
    }

    public long Put(string name, string state)
    {
        lock (_lock)
        {
            var type = _objects.ContainsKey(name) ? "MODIFIED" : "ADDED";
            _objects[name] = Object(name, state, ++_version);
            Tell(type, _objects[name]);
            return _version;
        }
    }

    public void Remove(string name)
    {
        lock (_lock)
        {
            var gone = _objects[name];
            _objects.Remove(name);
            gone["metadata"]!["resourceVersion"] = $"{++_version}";
            Tell("DELETED", gone);
        }
    }

    public void Bookmark()
    {
        lock (_lock)
        {
            Tell("BOOKMARK", Object("", "", ++_version));
        }
    }

    /// <summary>Breaks all watches off.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _watches.ForEach(watch => watch.Abort());
            _watches.Clear();
        }
    }

    /// <summary>From now on, versions so far are too old.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _forgotten = _version;
            _history.Clear();
        }
    }

    /// <summary>Writes a raw line into every watch.</summary>
    public void Write(string line)
    {
        lock (_lock)
        {
            _watches.ForEach(watch => watch.Write(line));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Drop();
        _listener.Close();
        await _serving;
    }

    private static JsonObject Object(string name, string state, long version) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = "uid-" + name, ["resourceVersion"] = $"{version}" },
        ["data"] = new JsonObject { ["state"] = state },
    };

    private void Tell(string type, JsonObject item)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = item.DeepClone() }.ToJsonString();
        _history.Add((_version, line));
        _watches.ForEach(watch => watch.Write(line));
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

            Requests.Enqueue($"{context.Request.HttpMethod} {context.Request.Url!.PathAndQuery}");
            try
            {
                await HandleAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
            {
                // Who asked is gone already.
            }
        }
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        if (_answers.TryDequeue(out var answer))
        {
            await answer.SendAsync(context.Response);
        }
        else if (context.Request.QueryString["watch"] == "true")
        {
            Watch(context);
        }
        else
        {
            await StandInAnswer.Json(200, List()).SendAsync(context.Response);
        }
    }

    private JsonObject List()
    {
        lock (_lock)
        {
            return new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMapList",
                ["metadata"] = new JsonObject { ["resourceVersion"] = $"{_version}" },
                ["items"] = new JsonArray([.. _objects.Values.Select(item => item.DeepClone())]),
            };
        }
    }

    private void Watch(HttpListenerContext context)
    {
        var from = long.Parse(context.Request.QueryString["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture);
        lock (_lock)
        {
            var watch = new StandInWatch(context.Response);
            if (from < _forgotten)
            {
                watch.Write(
                    """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","message":"too old resource version","code":410}}""");
                watch.End();
                return;
            }

            _watches.Add(watch);
            foreach (var (_, line) in _history.Where(entry => entry.Version > from))
            {
                watch.Write(line);
            }
        }
    }
}
