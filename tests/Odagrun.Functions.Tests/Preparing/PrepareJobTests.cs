using System.Net;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Tests.Preparing;

public sealed class PrepareJobTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Image_ThatDoesNotExist_FailsAsConfigurationErrorWithOneSentence()
    {
        _rig.Composer.Fails = request => new ImageNotFoundException(request.Base!, "docker.io/library/nosuch:1 is not in the registry");
        var job = await _rig.ReceiveAsync(Cancellation, image: "nosuch:1");

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        Assert.Equal("failed", job.State);
        Assert.Equal(FailureReason.RunnerConfigurationError, Assert.Single(job.Finals).Reason);
        Assert.Equal("\u001b[31;1mERROR: The image can't be used: docker.io/library/nosuch:1 is not in the registry\u001b[0;m\n", job.Log);
        Assert.Equal(job.Trace.Length, job.Finals[0].Output!.ByteSize);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Equal(0, _rig.Pods.Made);
    }

    [Fact]
    public async Task Image_ThatNeedsALogin_FailsAsConfigurationError()
    {
        _rig.Composer.Fails = _ => new RegistryException("GET manifest: 401", HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        var job = await _rig.ReceiveAsync(Cancellation);

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        Assert.Equal(FailureReason.RunnerConfigurationError, Assert.Single(job.Finals).Reason);
        Assert.Contains("denies access", job.Log, StringComparison.Ordinal);
        Assert.Contains("DOCKER_AUTH_CONFIG", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_OutOfReach_IsTriedAgainAndThenFailsAsExternalDependency()
    {
        _rig.Composer.Fails = _ => new RegistryException("registry.test:5000 can't be reached: connection refused", null, null);
        var job = await _rig.ReceiveAsync(Cancellation);

        var tries = 0;
        while (job.Finals.Count == 0)
        {
            await _rig.StepAsync(QueueNames.Prepare, Cancellation);
            tries++;
            _rig.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.InRange(tries, 5, 12);
        Assert.Equal(FailureReason.RunnerExternalDependencyFailure, job.Finals[0].Reason);
        Assert.Contains("connection refused", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_BackAgain_GoesOn()
    {
        _rig.Composer.Fails = _ => new RegistryException("503", HttpStatusCode.ServiceUnavailable, null);
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        Assert.Null(_rig.Queues.Of(QueueNames.Prepare).Take());

        _rig.Composer.Fails = _ => null;
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        var record = await _rig.RecordAsync(Cancellation);
        Assert.Equal((JobStage.Prepared, 0, null), (record!.Stage, record.Waits, record.WaitingSince));
    }

    [Theory]
    [InlineData("debian:12", "docker.io/library/debian:12")]
    [InlineData("$REG/app:$TAG", "registry.example.com/app:v1")]
    [InlineData("${REG}/app", "registry.example.com/app:latest")]
    [InlineData("${REG%%.*}.test/${NONE:-${TAG#v}}-app:${TAG/v/release-}", "registry.test/1-app:release-1")]
    [InlineData("scratch", null)]
    public async Task Image_Name_IsExpandedAndRead(string name, string? expected)
    {
        await _rig.ReceiveAsync(
            Cancellation, image: name,
            more: ""","variables":[{"key":"TAG","value":"old"},{"key":"REG","value":"registry.example.com"},{"key":"TAG","value":"v1"}]""");

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        Assert.Equal(expected is null ? null : ImageReference.Parse(expected), _rig.Composer.LastRequest!.Base);
    }

    [Theory]
    [InlineData("", "names no image")]
    [InlineData("$NOT_DEFINED", "is empty once its variables are put in")]
    [InlineData("UPPER CASE", "is no image reference")]
    public async Task Image_ThatIsNoName_FailsAsConfigurationError(string name, string expected)
    {
        var job = await _rig.ReceiveAsync(Cancellation, image: name);

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        Assert.Equal(FailureReason.RunnerConfigurationError, Assert.Single(job.Finals).Reason);
        Assert.Contains(expected, job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_ForOneRegistry_ComeFromThePayloadThenTheVariableThenTheConfiguration()
    {
        await _rig.ReceiveAsync(Cancellation, more:
            ""","credentials":[{"type":"registry","url":"a.test","username":"payload","password":"p"},{"type":"other","url":"b.test","username":"x","password":"p"}],"variables":[{"key":"DOCKER_AUTH_CONFIG","value":"{\"auths\":{\"a.test\":{\"username\":\"variable\",\"password\":\"p\"},\"b.test\":{\"username\":\"variable\",\"password\":\"p\"}}}"}]""");

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        var credentials = _rig.Composer.LastRequest!.Credentials;
        Assert.Equal("payload", credentials.Find("a.test")!.Username);
        Assert.Equal("variable", credentials.Find("b.test")!.Username);
        Assert.Equal("configured", credentials.Find("registry.test:5000")!.Username);
    }

    [Fact]
    public async Task ExecutorLayer_OfManyJobs_IsSentOnce()
    {
        for (var id = 1; id <= 5; id++)
        {
            await _rig.ReceiveAsync(Cancellation, id);
        }

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _rig.StepAsync(QueueNames.Prepare, Cancellation)));

        Assert.Equal(1, _rig.Registry.Pushes);
    }

    [Fact]
    public async Task Job_OfAnOldServer_IsPreparedAllTheSame()
    {
        _rig.GitLab.IsOldServer = true;
        await _rig.ReceiveAsync(Cancellation);

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        Assert.False((await _rig.RecordAsync(Cancellation))!.TwoPhase);
    }
}
