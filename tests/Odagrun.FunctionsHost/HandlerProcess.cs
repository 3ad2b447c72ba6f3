using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Odagrun.FunctionsHost;

/// <summary>
/// The custom handler's process, as the Functions host keeps it: started with a port, asked until it answers, started again when it ends,
/// killed at the end.
/// </summary>
internal sealed class HandlerProcess : IHandler, IDisposable
{
    private const int MostErrors = 3;

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    private readonly FunctionApp _app;
    private readonly int _port = FreePort();
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TaskCompletionSource _broken = new();
    private Process? _process;
    private int _errors;
    private volatile bool _isEnding;

    public HandlerProcess(FunctionApp app) => _app = app;

    /// <summary>Ends when the handler has ended too often.</summary>
    public Task Broken => _broken.Task;

    /// <summary>Starts it, and returns when it has answered.</summary>
    public async Task StartAsync()
    {
        Launch();
        var begin = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(begin) > StartTime)
            {
                throw new InvalidOperationException("the custom handler has ended, or does not answer");
            }

            await Task.Delay(25);
        }
    }

    /// <inheritdoc/>
    public async Task InvokeAsync(string function, string binding, JsonNode data, JsonObject metadata, CancellationToken stopping)
    {
        var body = new JsonObject { ["Data"] = new JsonObject { [binding] = data }, ["Metadata"] = metadata };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/{function}");
        request.Headers.Add("X-Azure-Functions-InvocationId", $"{Guid.NewGuid()}");
        request.Content = new StringContent(body.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));

        // The Functions host does not pass its own end on.
        using var answer = await _client.SendAsync(request, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{function} answered {(int)answer.StatusCode}: {text}");
        }

        if (text.Length == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        }

        if (JsonNode.Parse(text)!["Outputs"] is JsonObject { Count: > 0 })
        {
            throw new InvalidOperationException($"{function} gave outputs, and has no output binding");
        }
    }

    public void Dispose()
    {
        _isEnding = true;
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }

        _process?.Dispose();
        _client.Dispose();
    }

    private void Launch()
    {
        var start = new ProcessStartInfo(
            _app.Executable)
        { WorkingDirectory = _app.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = start.Environment["FUNCTIONS_HTTPWORKER_PORT"] = $"{_port}";
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = $"{Guid.NewGuid()}";
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _app.Folder;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.Exited += (_, _) => Ended(process);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        Write($"handler {process.Id} started");
    }

    private void Ended(Process process)
    {
        if (_isEnding)
        {
            return;
        }

        Write($"handler {process.Id} ended with {process.ExitCode}");
        if (++_errors < MostErrors)
        {
            Launch();
        }
        else
        {
            _broken.TrySetResult();
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{_port}/"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Write(string? line)
    {
        if (line is not null)
        {
            Console.WriteLine(line);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
