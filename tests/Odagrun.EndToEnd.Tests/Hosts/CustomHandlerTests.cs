using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Stack;
using Odagrun.Stack.Functions;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>The custom handler's contract with the Functions host, held by the published program.</summary>
public sealed class CustomHandlerTests : IAsyncLifetime
{
    private const string Tick =
        """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":true}},"Metadata":{"sys":{"MethodName":"Tick"}}}""";

    private FunctionApp _app = null!;
    private CustomHandler _handler = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await FunctionApp.CreateAsync(Cancellation);
        _handler = await CustomHandler.StartAsync(_app, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _handler.DisposeAsync();
        _app.Dispose();
    }

    [Fact]
    public async Task Calls_OfAllKinds_AreAnsweredAsTheContractSays()
    {
        // A timer: an answer with a body always, and no output that could be taken for base64.
        var (status, body) = await _handler.PostAsync("Reconcile", Tick, Cancellation);
        Assert.Equal(200, status);
        Assert.Empty(JsonNode.Parse(body)!["Outputs"]!.AsObject());

        // A message that is no ticket, encoded twice: a failure, and its reason.
        Assert.Equal(
            (500,
                "PrepareJob failed: the message is no ticket: 'h' is an invalid start of a value. LineNumber: 0 | BytePositionInLine: 0."),
            await ErrorAsync("PrepareJob", Message("hello")));

        // A ticket of a newer version, a message that is JSON already.
        var (newer, problem) = await ErrorAsync("StartJob", Message("""{"version":2,"job":"lab-1","sequence":1}"""));
        Assert.Equal(500, newer);
        Assert.Contains("version 2, this program knows 1", problem, StringComparison.Ordinal);

        // A ticket of a job that is over: done.
        Assert.Equal(
            200, (await _handler.PostAsync("FollowJob", Message("""{"version":1,"job":"lab-1","sequence":1}"""), Cancellation)).Status);

        Assert.Equal(404, (await ErrorAsync("Nothing", Tick)).Status);
        Assert.Equal(400, (await ErrorAsync("PrepareJob", "{")).Status);
        Assert.Equal((400, "the body is no invocation of PrepareJob: it has no object 'Data'"), await ErrorAsync("PrepareJob", "[]"));
        Assert.DoesNotContain("never-to-be-seen", _handler.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminated_WhileItAsksForJobs_AnswersAndEnds()
    {
        var asking = _handler.PostAsync("PollGitLab", Tick, Cancellation);
        await _handler.Process.WaitForLineAsync("asks http", Cancellation);
        await _handler.Process.WaitForLineAsync("gives no answer", Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        _handler.Process.Signal(PosixSignalName.Term);

        Assert.Equal(200, (await asking).Status);
        Assert.Equal(0, await _handler.Process.WaitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    [Fact]
    public async Task HostOfTheHandler_Killed_TakesItAlong()
    {
        using var directory = WorkDirectory.Create("orphan");
        var port = FreePort.Next();
        var spec = new ProcessSpec("sh", "-c", "./odagrun-functions & echo handler $!; wait")
        {
            Environment = CustomHandler.Settings(directory, port),
            WorkingDirectory = _app.Folder,
        };
        await using var host = ChildProcess.Start(spec);
        var line = await host.WaitForLineAsync("handler ", Cancellation);
        var handler = $"/proc/{line.Split(' ')[1]}";
        using var client = new HttpClient();
        await UntilAsync(async () => await CustomHandler.AnswersAsync(client, port, Cancellation));
        Assert.True(Directory.Exists(handler));

        await host.KillAsync(Cancellation);

        await UntilAsync(() => Task.FromResult(!Directory.Exists(handler)));
    }

    [Fact]
    public async Task HostFile_WithWrongQueueSettings_EndsTheHandlerWithEachError()
    {
        using var directory = WorkDirectory.Create("wrong");
        await File.WriteAllTextAsync(
            directory.File("host.json"), """{"extensions":{"queues":{"batchSize":64,"messageEncoding":"none"}}}""", Cancellation);
        var settings = CustomHandler.Settings(directory, FreePort.Next());
        settings["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "often";
        await using var handler = ChildProcess.Start(
            new ProcessSpec(RepositoryPaths.NativeHost) { Environment = settings, WorkingDirectory = directory.Path });

        Assert.Equal(78, await handler.WaitAsync(Cancellation));

        Assert.Contains("extensions.queues.batchSize is 64: give a whole number from 1 to 32", handler.Output, StringComparison.Ordinal);
        Assert.Contains("AzureFunctionsJobHost:extensions:queues:maxDequeueCount is often", handler.Output, StringComparison.Ordinal);
        Assert.Contains("extensions.queues.messageEncoding is none: give base64", handler.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_NamingOtherQueuesThanTheTriggers_EndTheHandler()
    {
        using var directory = WorkDirectory.Create("wrong");
        var settings = CustomHandler.Settings(directory, FreePort.Next());
        settings["Odagrun__Queues__Connection"] = "Other";
        await using var handler = ChildProcess.Start(
            new ProcessSpec(RepositoryPaths.NativeHost) { Environment = settings, WorkingDirectory = directory.Path });

        Assert.Equal(78, await handler.WaitAsync(Cancellation));

        Assert.Contains("Odagrun:Queues:Connection is 'Other': under a Functions host the triggers read AzureWebJobsStorage",
            handler.Output, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Problem)> ErrorAsync(string function, string body)
    {
        var (status, answer) = await _handler.PostAsync(function, body, Cancellation);
        return (status, (string)JsonNode.Parse(answer)!["error"]!);
    }

    private static string Message(string text) =>
        new JsonObject
        {
            ["Data"] = new JsonObject { ["ticket"] = JsonSerializer.Serialize(text) },
            ["Metadata"] = new JsonObject { ["DequeueCount"] = "1", ["Id"] = "\"1\"" },
        }.ToJsonString();

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
