using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Odagrun.Handover;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Published;

/// <summary>A job beside its services, as its executor sees them: ports on 127.0.0.1, logs in a shared directory.</summary>
public sealed class ServiceWaitTests : IDisposable
{
    private const string Shared = "/.odagrun/services";
    private const string ScriptLine = "\nscript runs\n";

    private readonly WorkDirectory _shared = WorkDirectory.Create("services");

    public ServiceWaitTests() => File.SetUnixFileMode(_shared.Path, (UnixFileMode)0x1FF);

    public void Dispose() => _shared.Dispose();

    [Fact]
    public async Task Script_WithAServiceThatTakesItsTime_WaitsForItsPort()
    {
        var port = FreePort.Next();
        await using var scene = await CreateAsync(
            [new EnvelopeService { Name = "postgres:17", Aliases = ["db"], Ports = [port], ReadyTimeoutSeconds = 300 }]);
        using var service = new TcpListener(IPAddress.Loopback, port);

        var result = await scene.RunAsync("Waiting for services", () =>
        {
            Assert.DoesNotContain(ScriptLine, scene.GitLab.Trace, StringComparison.Ordinal);
            service.Start();
        });

        Assert.True(result.State == "success", result.ToString());
        Assert.True(
            result.Trace.IndexOf("Service db is up\n", StringComparison.Ordinal) is > 0 and var up
            && result.Trace.IndexOf(ScriptLine, StringComparison.Ordinal) > up,
            result.ToString());
    }

    [Fact]
    public async Task Script_WithAServiceThatNeverAnswers_IsWarnedWithItsLastLinesAndRuns()
    {
        await File.WriteAllLinesAsync(_shared.File("0.log"), Enumerable.Range(1, 60).Select(
            number => string.Create(CultureInfo.InvariantCulture, $"line {number} of the service")), TestContext.Current.CancellationToken);
        await using var scene = await CreateAsync(
            [new EnvelopeService { Name = "postgres:17", Ports = [FreePort.Next()], ReadyTimeoutSeconds = 1, Log = $"{Shared}/0.log" }]);

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains(
            "WARNING: Service postgres:17 (postgres:17) probably didn't start properly", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\nline 11 of the service\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\nline 60 of the service\n", result.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("line 10 of the service", result.Trace, StringComparison.Ordinal);
        Assert.Contains(ScriptLine, result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WithHealthcheckPort_WaitsForThatOneInstead()
    {
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        var port = ((IPEndPoint)service.LocalEndpoint).Port;
        await using var scene = await CreateAsync(
            [new EnvelopeService { Name = "app", Aliases = ["app"], Ports = [FreePort.Next()], ReadyTimeoutSeconds = 300 }]);
        scene.Job.Payload["services"] = new JsonArray(new JsonObject
        {
            ["name"] = "app",
            ["variables"] = new JsonArray(
                new JsonObject { ["key"] = "HEALTHCHECK_TCP_PORT", ["value"] = port.ToString(CultureInfo.InvariantCulture) }),
        });

        var result = await scene.Job.RunAsync();

        Assert.Contains("Service app is up\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WithDebugServices_HasTheirLinesMasked()
    {
        await File.WriteAllTextAsync(
            _shared.File("0.log"), "ready with password the-secret-of-it\nunfinished", TestContext.Current.CancellationToken);
        await using var scene = await CreateAsync(
            [new EnvelopeService { Name = "postgres:17", Aliases = ["db"], Log = $"{Shared}/0.log" }]);
        scene.Job.Set("CI_DEBUG_SERVICES", "true").Set("PASSWORD", "the-secret-of-it", masked: true);

        var result = await scene.Job.RunAsync();

        Assert.Contains("[service:db] ready with password [MASKED]\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("[service:db] unfinished\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_ThatIsDone_EndsItsServices()
    {
        await using var scene = await CreateAsync(
            [new EnvelopeService { Name = "a", End = $"{Shared}/0.end" }, new EnvelopeService { Name = "b", End = $"{Shared}/1.end" }]);
        scene.Job.Script("ls /.odagrun/services", "exit 3");

        var result = await scene.Job.RunAsync();

        Assert.Equal(3, result.ScriptExitCode);
        Assert.DoesNotContain(".end", result.Trace, StringComparison.Ordinal);
        Assert.Equal([_shared.File("0.end"), _shared.File("1.end")], Directory.GetFiles(_shared.Path).Order(StringComparer.Ordinal));
    }

    private async Task<JobScene> CreateAsync(IReadOnlyList<EnvelopeService> services)
    {
        var scene = await JobScene.CreateAsync();
        scene.Job.Binds.Add((Shared, _shared.Path));
        scene.Job.Envelope = envelope => envelope with { Services = services };
        scene.Job.Script("echo script runs");
        return scene;
    }
}
