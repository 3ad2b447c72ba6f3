using System.Text.Json;

namespace Odagrun.Handover.Tests;

public sealed class HandoverJsonTests
{
    [Fact]
    public void Envelope_ThereAndBack_KeepsEverything()
    {
        using var payload = JsonDocument.Parse("""{"id":7,"token":"t","unknown":[1.50,null]}""");
        var envelope = new ExecutorEnvelope
        {
            GitLabUrl = new Uri("https://gitlab.example/sub"),
            Runner = new EnvelopeRunner { Name = "r", ShortToken = "abcdefghi", SystemId = "s_1" },
            Image = new EnvelopeImage
            {
                Requested = "gcc:14",
                Digest = "sha256:0",
                Composed = "reg/odagrun@sha256:1",
                Entrypoint = ["/e"],
                Cmd = ["c"],
            },
            Payload = payload.RootElement,
        };

        var read = JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes(envelope, HandoverJson.Default.ExecutorEnvelope), HandoverJson.Default.ExecutorEnvelope)!;

        Assert.Equal((1, envelope.GitLabUrl, envelope.Runner, "/builds", 16L << 20),
            (read.Version, read.GitLabUrl, read.Runner, read.BuildsDir, read.OutputLimit));
        Assert.Equal(["/e"], read.Image.Entrypoint);
        Assert.Equal(["c"], read.Image.Cmd);
        Assert.Equal(payload.RootElement.GetRawText(), read.Payload.GetRawText());
    }

    [Fact]
    public void Envelope_OptionalPartsAbsent_HasItsDefaults()
    {
        const string json = """
            {"gitlabUrl": "http://g", "runner": {"name": "r", "shortToken": "t", "systemId": "s"}, "image": {"requested": "scratch", "composed": "c"}, "payload": {}}
            """;

        var read = JsonSerializer.Deserialize(json, HandoverJson.Default.ExecutorEnvelope)!;

        Assert.Equal((ExecutorEnvelope.CurrentVersion, "/builds", 16L << 20), (read.Version, read.BuildsDir, read.OutputLimit));
        Assert.Empty(read.Image.Entrypoint);
        Assert.Empty(read.Image.Cmd);
    }

    [Fact]
    public void Envelope_RequiredPartAbsent_NamesIt()
    {
        var error = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize("""{"gitlabUrl": "http://g"}""", HandoverJson.Default.ExecutorEnvelope));

        Assert.Contains("payload", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Envelope_WithServicesAndTls_KeepsThem()
    {
        const string json = """
            {"gitlabUrl": "https://g", "runner": {"name": "r", "shortToken": "t", "systemId": "s"}, "image": {"requested": "scratch", "composed": "c"}, "payload": {},
             "tls": {"ca": "PEM", "cert": "C", "key": "a-private-key"},
             "services": [{"name": "postgres:17", "aliases": ["db"], "ports": [5432], "log": "/l", "end": "/e"}, {"name": "redis"}]}
            """;

        var read = JsonSerializer.Deserialize(json, HandoverJson.Default.ExecutorEnvelope)!;

        Assert.Equal(("PEM", "C", "a-private-key"), (read.Tls!.Authorities, read.Tls.Certificate, read.Tls.Key));
        Assert.DoesNotContain("a-private-key", read.ToString(), StringComparison.Ordinal);
        Assert.Equal(["db", "redis"], read.Services.Select(service => service.Title));
        Assert.Equal([5432], read.Services[0].Ports);
        Assert.Equal(("/l", "/e"), (read.Services[0].Log, read.Services[0].End));
        Assert.Equal((30, 0), (read.Services[1].ReadyTimeoutSeconds, read.Services[1].Ports.Count));
    }

    [Fact]
    public void ServiceEnvelope_OptionalPartsAbsent_HasItsDefaults()
    {
        var read = JsonSerializer.Deserialize(
            """{"name": "redis", "arguments": ["redis-server", "--save"]}""", HandoverJson.Default.ServiceEnvelope)!;

        Assert.Equal(["redis-server", "--save"], read.Arguments);
        Assert.Equal((1, "/", 4L << 20, 0), (read.Version, read.WorkingDirectory, read.LogLimit, read.Environment.Count));
        Assert.Null(read.End);
    }

    [Fact]
    public void TerminationMessage_ThereAndBack_FitsKubernetesLimit()
    {
        var message = new TerminationMessage
        {
            Reported = true,
            State = "failed",
            Reason = "ScriptFailure",
            ExitCode = 3,
            Message = new string('x', 500),
            Phases = Enumerable.Range(0, 20).ToDictionary(number => $"phase_{number}", number => 1000L * number),
        };

        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, HandoverJson.Default.TerminationMessage);
        var read = JsonSerializer.Deserialize(bytes, HandoverJson.Default.TerminationMessage)!;

        Assert.True(bytes.Length < 4096);
        Assert.Equal((true, "failed", "ScriptFailure", 3, 19_000L),
            (read.Reported, read.State, read.Reason, read.ExitCode, read.Phases!["phase_19"]));
    }
}
