using System.Text;
using Odagrun.Functions.Polling;
using Odagrun.Functions.Preparing;
using Odagrun.Functions.Tests.Fakes;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Tests.Preparing;

/// <summary>image:docker:platform, image:docker:user, image:kubernetes:user.</summary>
public sealed class ImageWishesTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Own => Platform.Current.Architecture;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(null, "linux/{0}")]
    [InlineData("", "linux/{0}")]
    [InlineData("linux/{0}", "linux/{0}")]
    [InlineData("{0}", "linux/{0}")]
    [InlineData("$ARCH/v2", "linux/{0}/v2")]
    [InlineData(" Linux/{0} ", "linux/{0}")]
    public void Platform_OfThisRunner_ChoosesTheManifest(string? written, string expected)
    {
        var platform = ImageWishes.PlatformOf(Docker(written?.Replace("{0}", Own, StringComparison.Ordinal), user: null), "image", Expand);

        Assert.Equal(expected.Replace("{0}", Own, StringComparison.Ordinal), platform.ToString());
    }

    [Theory]
    [InlineData("linux/s390x")]
    [InlineData("riscv64")]
    [InlineData("windows/amd64")]
    [InlineData("linux/amd64/v2/more")]
    [InlineData("linux/")]
    public void Platform_OfAnother_IsRefusedByField(string written)
    {
        var refused = Assert.Throws<FormatException>(() => ImageWishes.PlatformOf(Docker(written, null), "image", Expand));

        Assert.Contains("image:docker:platform is '" + written + "'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Platform.Current.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1000", null, 1000, null)]
    [InlineData("1000:1000", null, 1000, 1000)]
    [InlineData("1000:0", null, 1000, 0)]
    [InlineData("$NUMBER", null, 4711, null)]
    [InlineData("1000", "2000", 2000, null)]
    public void User_ByNumber_IsTheContainers(string docker, string? kubernetes, int user, int? group) =>
        Assert.Equal(new PodUser(user, group), ImageWishes.UserOf(Docker(null, docker, kubernetes), "image", Expand));

    [Theory]
    [InlineData("root", "no job runs as root")]
    [InlineData("0:1000", "no job runs as root")]
    [InlineData("postgres", "by number")]
    [InlineData("1000:users", "by number")]
    [InlineData("1000:1000:1000", "by number")]
    [InlineData("-1", "by number")]
    [InlineData("99999999999", "by number")]
    public void User_ThatCannotBe_IsRefusedByField(string written, string expected)
    {
        var refused = Assert.Throws<FormatException>(() => ImageWishes.UserOf(Docker(null, written), "image", Expand));

        Assert.Contains("image:docker:user is '" + written + "'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wishes_OfAJobAndItsServices_ReachComposerAndPod()
    {
        await GiveAsync(Image($$"""{"platform":"linux/{{Own}}/v3","user":1234}"""));
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        Assert.Equal([$"linux/{Own}/v3", $"linux/{Own}"], _rig.Composer.Requests.Select(request => request.Platform.ToString()));
        Assert.Equal(new PodUser(1234), _rig.Pods.LastRequest!.User);
        Assert.Equal(new PodUser(70, 70), Assert.Single(_rig.Pods.LastRequest.Services).User);
    }

    [Theory]
    [InlineData("""{"platform":"linux/s390x"}""", "image:docker:platform is 'linux/s390x'")]
    [InlineData("""{"user":"root"}""", "image:docker:user is 'root'")]
    public async Task Wish_ThatCannotBeFulfilled_FailsTheJobAsItsConfiguration(string docker, string expected)
    {
        var job = await GiveAsync(Image(docker));
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        Assert.Equal(FailureReason.RunnerConfigurationError, Assert.Single(job.Finals).Reason);
        Assert.Contains(expected, job.Log, StringComparison.Ordinal);
    }

    private async Task<FakeJob> GiveAsync(string image)
    {
        var raw = Encoding.UTF8.GetBytes($$$"""
            {"id":42,"token":"job-token-42","image":{{{image}}},"runner_info":{"timeout":600},
             "services":[{"name":"postgres:17","executor_opts":{ "kubernetes": { "user": "70:70" } } }] }
            """);
        var job = _rig.GitLab.Jobs[42] = new FakeJob();
        _rig.GitLab.Answer(new JobRequestOutcome(JobRequestResult.Job, PayloadJson.Read(raw), raw, null, false, null));
        await _rig.Get<PollGitLab>().RunAsync(new PollTick(UntilEmpty: true), Cancellation);
        return job;
    }

    private static string Image(string docker) => $$"""{"name":"debian:12","executor_opts":{"docker":{{docker}} } }""";

    private static string Expand(string text) =>
        text.Replace("$ARCH", Own, StringComparison.Ordinal).Replace("$NUMBER", "4711", StringComparison.Ordinal);

    private static JobImage Docker(string? platform, string? user, string? kubernetesUser = null) => new()
    {
        ExecutorOpts = new JobExecutorOptions
        {
            Docker = new JobDockerOptions { Platform = platform, User = user },
            Kubernetes = new JobKubernetesOptions { User = kubernetesUser },
        },
    };
}
