using System.Text.Json;
using Odagrun.GitLab.Api;
using Odagrun.Handover;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Tests.Preparing;

public sealed class ServicesTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Service_OfAJob_IsComposedSealedAndStarted()
    {
        _rig.Composer.Describes = request => request.Base!.Repository.EndsWith("postgres", StringComparison.Ordinal)
            ? BaseImage.Scratch with
            {
                Entrypoint = ["docker-entrypoint.sh"],
                Cmd = ["postgres"],
                ExposedPorts = ["5432/tcp", "9/udp"],
                WorkingDir = "/var/lib",
            }
            : BaseImage.Scratch;
        await _rig.ReceiveAsync(Cancellation, more: """
            ,"services":[{"name":"$REG/postgres:$VERSION","alias":"db, main-db","variables":[{"key":"POSTGRES_PASSWORD","value":"of-$SECRET","masked":true}]}],
            "variables":[{"key":"REG","value":"group","public":true},{"key":"VERSION","value":"16"},{"key":"SECRET","value":"hush-hush","masked":true}]
            """);

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        var composed = Assert.Single(_rig.Composer.Requests, request => request.Base == ImageReference.Parse("group/postgres:16"));
        Assert.Equal(ExecutorEnvironment.ServiceEntrypoint, composed.Config.Entrypoint);
        var service = Assert.Single(_rig.Pods.LastRequest!.Services);
        Assert.Equal((0, "db", FakeDigest), (service.Index, service.Name, service.Image.Digest));
        Assert.Equal(["db", "main-db", "group-postgres"], service.Aliases);

        var own = await OpenAsync(JobPart.Service(0), HandoverJson.Default.ServiceEnvelope);
        Assert.Equal(["docker-entrypoint.sh", "postgres"], own.Arguments);
        Assert.Equal("/var/lib", own.WorkingDirectory);
        Assert.Equal(
            new Dictionary<string, string> { ["REG"] = "group", ["POSTGRES_PASSWORD"] = "of-hush-hush" }, own.Environment.ToDictionary());
        var known = Assert.Single((await OpenAsync(JobPart.Envelope, HandoverJson.Default.ExecutorEnvelope)).Services);
        Assert.Equal("group/postgres:16", known.Name);
        Assert.Equal([5432], known.Ports);
        Assert.Equal(30, known.ReadyTimeoutSeconds);
        Assert.Equal((own.Log, own.End), (known.Log, known.End));
    }

    [Theory]
    [InlineData("""{"name":"redis"}""", "/entry cmd")]
    [InlineData("""{"name":"redis","command":["--port","7"]}""", "/entry --port 7")]
    [InlineData("""{"name":"redis","entrypoint":["/own"]}""", "/own")]
    [InlineData("""{"name":"redis","entrypoint":["/own","x"],"command":["y"]}""", "/own x y")]
    [InlineData("""{"name":"redis","entrypoint":[""],"command":["y"]}""", "y")]
    public async Task Service_Command_IsResolvedAsDockerDoes(string service, string expected)
    {
        await PrepareAsync(service);

        Assert.Equal(expected, string.Join(' ', (await OpenAsync(JobPart.Service(0), HandoverJson.Default.ServiceEnvelope)).Arguments));
    }

    [Theory]
    [InlineData("""{"name":"redis","variables":[{"key":"HEALTHCHECK_TCP_PORT","value":"$P"}]}""", "77")]
    [InlineData("""{"name":"redis"}""", "80,8080")]
    public async Task Service_Ports_AreTheVariablesElseTheImages(string service, string expected)
    {
        _rig.Composer.Describes = _ => BaseImage.Scratch with { Cmd = ["x"], ExposedPorts = ["8080", "80/tcp", "53/udp"] };
        await PrepareAsync(service, ""","variables":[{"key":"P","value":"77"}]""");

        var known = Assert.Single((await OpenAsync(JobPart.Envelope, HandoverJson.Default.ExecutorEnvelope)).Services);
        Assert.Equal(expected, string.Join(',', known.Ports));
    }

    [Theory]
    [InlineData("""{"name":"redis","alias":"my_db"}""", "the alias 'my_db', which is no host name")]
    [InlineData("""{"name":"$NOTHING"}""", "service 1 names no image")]
    [InlineData("""{"name":"UPPER CASE"}""", "is no image reference")]
    [InlineData("""{"name":"redis","entrypoint":[""]}""", "has nothing to run")]
    [InlineData("""{"name":"redis","pull_policy":["never"]}""", "always asks the image's registry")]
    [InlineData("""{"name":"redis","pull_policy":["sometimes"]}""", "has the pull_policy 'sometimes'")]
    [InlineData("""{"name":"redis","variables":[{"key":"HEALTHCHECK_TCP_PORT","value":"http"}]}""", "HEALTHCHECK_TCP_PORT 'http'")]
    public async Task Service_ThatCanNotBeStarted_FailsAsConfigurationError(string service, string expected)
    {
        var job = await PrepareAsync(service);

        Assert.Equal(FailureReason.RunnerConfigurationError, Assert.Single(job.Finals).Reason);
        Assert.Contains(expected, job.Log, StringComparison.Ordinal);
        Assert.Equal(0, _rig.Pods.Made);
    }

    [Fact]
    public async Task Service_ThatDoesNotExist_IsNamed()
    {
        _rig.Composer.Fails = request => request.Base!.Repository == "library/nosuch"
            ? new ImageNotFoundException(request.Base, "not there")
            : null;

        var job = await PrepareAsync("""{"name":"nosuch:1"}""");

        Assert.Contains("The image can't be used (nosuch:1): not there", job.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tutum/wordpress:latest", "tutum-wordpress")]
    [InlineData("registry.example.com:5000/group/sub/img@sha256:0123", "registry.example.com-group-sub-img")]
    [InlineData("postgres", "postgres")]
    [InlineData("localhost:5000/a_b:1", "")]
    public void Aliases_OfAnImage_AreThoseAHostsFileTakes(string image, string expected) =>
        Assert.Equal(expected, string.Join(' ', Odagrun.Functions.Preparing.Services.ServiceAliases.Of(image, "")));

    [Fact]
    public async Task Services_OfOneImage_HaveNamesOfTheirOwn()
    {
        await PrepareAsync("""{"name":"redis"},{"name":"redis"},{"name":"redis","alias":"cache"}""");
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        Assert.Equal(["redis", "service-1", "cache"], _rig.Pods.LastRequest!.Services.Select(service => service.Name));
    }

    [Fact]
    public async Task Service_Part_OpensWithItsOwnKeyOnly()
    {
        await PrepareAsync("""{"name":"redis"}""");

        await using var claim = await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.Zero, Cancellation);
        var service = await claim!.ReadSealedAsync(JobPart.Service(0), Cancellation);
        var envelope = await claim.ReadSealedAsync(JobPart.Envelope, Cancellation);

        Assert.NotEqual(envelope.Key.ToBase64(), service.Key.ToBase64());
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => PayloadSeal.Open(envelope.Content.Span, service.Key, Rig.Job.ToString()));
    }

    private static Digest? FakeDigest => Fakes.FakeComposer.Composed;

    private async Task<Fakes.FakeJob> PrepareAsync(string services, string more = "")
    {
        var job = await _rig.ReceiveAsync(Cancellation, more: $",\"services\":[{services}]{more}");
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        return job;
    }

    private async Task<T> OpenAsync<T>(JobPart part, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        await using var claim = await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.Zero, Cancellation);
        return JsonSerializer.Deserialize(await claim!.ReadAsync(part, Cancellation), type)!;
    }
}
