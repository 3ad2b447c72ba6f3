using System.Net.Http.Headers;
using Odagrun.Stack;
using Odagrun.Stack.Functions;
using Odagrun.Stack.Processes;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>The published handler, started and called as the Functions host does; nothing that it needs further on is there.</summary>
internal sealed class CustomHandler : IAsyncDisposable
{
    private readonly WorkDirectory _directory;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly int _port;

    private CustomHandler(WorkDirectory directory, int port, ChildProcess process)
    {
        _directory = directory;
        _port = port;
        Process = process;
    }

    public ChildProcess Process { get; }

    /// <summary>The settings of a handler in <paramref name="directory"/>: addresses where nobody listens.</summary>
    public static Dictionary<string, string> Settings(WorkDirectory directory, int port)
    {
        var nobody = $"127.0.0.1:{FreePort.Next()}";
        return new Dictionary<string, string>
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}",
            ["AzureWebJobsStorage"] = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://{nobody}/a;",
            ["Odagrun__Runners__0__Name"] = "lab",
            ["Odagrun__Runners__0__Url"] = $"http://{nobody}",
            ["Odagrun__Runners__0__Token"] = "glrt-never-to-be-seen",
            ["Odagrun__Registry__Host"] = nobody,
            ["Odagrun__Executor__LayerDirectory"] = Stack.Installation.RepositoryPaths.ExecutorLayer,
            ["Odagrun__Jobs__Directory"] = directory.File("jobs"),
            ["Odagrun__Runc__Directory"] = directory.File("pods"),
        };
    }

    /// <summary>Starts it in a function app's folder and waits for its first answer.</summary>
    public static async Task<CustomHandler> StartAsync(FunctionApp app, CancellationToken cancellationToken)
    {
        var (directory, port) = (WorkDirectory.Create("handler"), FreePort.Next());
        var process = ChildProcess.Start(new ProcessSpec(
            Path.Combine(app.Folder, "odagrun-functions"))
        { Environment = Settings(directory, port), WorkingDirectory = app.Folder });
        var handler = new CustomHandler(directory, port, process);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await AnswersAsync(handler._client, port, limit.Token))
        {
            Assert.False(process.HasExited, process.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
        }

        return handler;
    }

    /// <summary>Calls a function; gives status and body.</summary>
    public async Task<(int Status, string Body)> PostAsync(string function, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{_port}/{function}");
        request.Headers.Add("X-Azure-Functions-InvocationId", $"{Guid.NewGuid()}");
        request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await _client.SendAsync(request, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Whether something answers <c>GET /</c>.</summary>
    public static async Task<bool> AnswersAsync(HttpClient client, int port, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _client.Dispose();
        _directory.Dispose();
    }
}
