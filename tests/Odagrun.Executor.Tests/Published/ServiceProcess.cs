using System.Text.Json;
using Odagrun.Executor.Tests.Git;
using Odagrun.Handover;
using Odagrun.Stack;
using Odagrun.Stack.Processes;

namespace Odagrun.Executor.Tests.Published;

/// <summary>The published <c>run-service</c> with a shell script as its service.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly WorkDirectory _directory;
    private readonly ChildProcess _process;

    private ServiceProcess(WorkDirectory directory, ChildProcess process, string key)
    {
        Key = key;
        _directory = directory;
        _process = process;
    }

    /// <summary>To look for where it must not be.</summary>
    internal string Key { get; }

    internal string Log => File.Exists(_directory.File("log")) ? File.ReadAllText(_directory.File("log")) : "";

    internal string Output => _process.Output;

    internal static ServiceProcess Start(PublishedExecutor executor, string script, Func<ServiceEnvelope, ServiceEnvelope>? change = null)
    {
        var directory = WorkDirectory.Create("service");
        var envelope = new ServiceEnvelope
        {
            Name = "test",
            Arguments = ["sh", "-c", script],
            Environment = new Dictionary<string, string> { ["GREETING"] = "hello" },
            WorkingDirectory = directory.Path,
            Log = directory.File("log"),
            End = directory.File("end"),
        };
        var key = JobKey.Create();
        var plain = JsonSerializer.SerializeToUtf8Bytes(change is null ? envelope : change(envelope), HandoverJson.Default.ServiceEnvelope);
        File.WriteAllBytes(directory.File("envelope"), PayloadSeal.Seal(plain, key, "job-1-service-0"));
        var variables = new Dictionary<string, string>
        {
            [ExecutorEnvironment.Key] = key.ToBase64(),
            [ExecutorEnvironment.JobName] = "job-1-service-0",
            [ExecutorEnvironment.Envelope] = directory.File("envelope"),
        };
        return new ServiceProcess(
            directory, ChildProcess.Start(executor.Command("run-service") with { Environment = variables }), key.ToBase64());
    }

    internal Task WaitForLineAsync(string text) => _process.WaitForLineAsync(text, TestContext.Current.CancellationToken);

    internal Task<int> WaitAsync() => _process.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>The job is done.</summary>
    internal void End() => File.WriteAllText(_directory.File("end"), "");

    internal void Terminate() => _process.Signal(PosixSignalName.Term);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }
}
