using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Odagrun.Executor.Tests.Servers;

/// <summary>A proxy, for TLS (<c>CONNECT</c>) and plain http, that alone knows where the hosts of its table are.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private const string PlainScheme = "http://";

    private readonly IReadOnlyDictionary<string, Uri> _hosts;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    internal ConnectProxy(IReadOnlyDictionary<string, Uri> hosts)
    {
        _hosts = hosts;
        _listener.Start();
        Url = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    internal Uri Url { get; }

    /// <summary><c>user:password</c>; null: it asks for none.</summary>
    internal string? Login { get; init; }

    /// <summary>The hosts asked for.</summary>
    internal ConcurrentQueue<string> Hosts { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        try
        {
            while (true)
            {
                tunnels.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(tunnels).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var near = client.GetStream();
            var head = await ReadHeadAsync(near);
            var request = head.Split(' ');
            var isPlain = request[1].StartsWith(PlainScheme, StringComparison.Ordinal);
            var host = (isPlain ? request[1][PlainScheme.Length..] : request[1]).Split(':', '/')[0];
            Hosts.Enqueue(host);
            if (Login is { } login
                && !head.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}\r\n",
                    StringComparison.OrdinalIgnoreCase))
            {
                await AnswerAsync(
                    near,
                    "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close");
                return;
            }

            if (!(isPlain || request[0] == "CONNECT") || !_hosts.TryGetValue(host, out var target))
            {
                await AnswerAsync(near, "403 Forbidden\r\nContent-Length: 0\r\nConnection: close");
                return;
            }

            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, target.Port, _stop.Token);
            var far = server.GetStream();
            if (isPlain)
            {
                await far.WriteAsync(Encoding.UTF8.GetBytes(OriginForm(head, host)), _stop.Token);
            }
            else
            {
                await AnswerAsync(near, "200 Connection established");
            }

            await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string answer) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {answer}\r\n\r\n"), _stop.Token);

    // One request a connection: the next one on it could be for another host.
    private static string OriginForm(string head, string host)
    {
        var lines = head.Split("\r\n").Where(line => !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)).ToList();
        lines[0] = lines[0].Replace(PlainScheme + host, "", StringComparison.Ordinal);
        lines.Insert(1, "Connection: close");
        return string.Join("\r\n", lines);
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
