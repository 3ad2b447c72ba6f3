using Odagrun.Executor.Control;
using Odagrun.Executor.Tests.ImageStreams;
using Odagrun.Handover;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Tests.Control;

/// <summary>What the first process lets a script do with image streams.</summary>
public sealed class StreamServiceTests
{
    private const string Host = "image-registry.openshift-image-registry.svc:5000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_OnTheProjectsOwnStream_IsDoneWithTheRunnersToken()
    {
        await using var server = await ImageApiStandIn.StartAsync();
        server.Streams["app"] = new() { ["latest"] = "sha256:1" };
        using var service = Service(Registry(server.Url));
        Assert.Equal(["1.0"], (await service.RunAsync(
            new StreamQuery { Action = StreamQuery.SetTag, Repository = "ci/app", Reference = "latest", Tag = "1.0" }, Cancellation)).Tags);
        Assert.Equal(["latest"], (await service.RunAsync(
            new StreamQuery { Action = StreamQuery.DeleteTag, Repository = "ci/app", Reference = "latest" }, Cancellation)).Tags);
        Assert.Equal(["1.0"], (await service.RunAsync(
            new StreamQuery { Action = StreamQuery.DeleteImage, Repository = "ci/app", Reference = "sha256:1" }, Cancellation)).Tags);
        Assert.Empty(server.Streams);
    }

    [Fact]
    public async Task Query_OnAnothersStream_IsRefusedAndNothingHappens()
    {
        await using var server = await ImageApiStandIn.StartAsync();
        server.Streams["other"] = new() { ["latest"] = "sha256:1" };
        using var service = Service(Registry(server.Url));
        var answer = await service.RunAsync(
            new StreamQuery { Action = StreamQuery.DeleteTag, Repository = "ci/other", Reference = "latest" }, Cancellation);
        Assert.Contains("refused", answer.Refusal, StringComparison.Ordinal);
        Assert.Single(server.Streams["other"]);
    }

    [Theory]
    [InlineData("ci/app.part", null)]
    [InlineData("ci/app/part", "refused")]
    [InlineData("ci/app-part", "refused")]
    [InlineData("ci/application", "refused")]
    public void Repository_BelowTheProjects_FollowsADot(string repository, string? because)
    {
        var said = new ControlRules(Registry(new Uri("https://api.test"))).Refuse(Host, repository, RelayAction.Write);

        Assert.True(because is null ? said is null : said!.Contains(because, StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task Query_WhereThereIsNoImageApi_IsLeftToTheRegistry()
    {
        await using var server = await ImageApiStandIn.StartAsync();
        server.IsAbsent = true;
        var query = new StreamQuery { Action = StreamQuery.DeleteTag, Repository = "ci/app", Reference = "latest" };
        using var plain = Service(Registry(server.Url));
        Assert.True((await plain.RunAsync(query, Cancellation)).IsAbsent);
        using var unset = Service(Registry(server.Url) with { ImageApi = null });
        Assert.True((await unset.RunAsync(query, Cancellation)).IsAbsent);
    }

    [Fact]
    public async Task Query_ThatFails_SaysWhy()
    {
        await using var server = await ImageApiStandIn.StartAsync();
        var registry = Registry(server.Url);
        using var service = Service(registry with { Logins = [registry.Logins[0] with { Password = "expired" }] });
        var answer = await service.RunAsync(
            new StreamQuery { Action = StreamQuery.DeleteTag, Repository = "ci/app", Reference = "latest" }, Cancellation);
        Assert.Contains("OpenShift answered 401", answer.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain("expired", answer.Failure, StringComparison.Ordinal);
    }

    private static StreamService Service(EnvelopeRegistry registry) => new(registry, new ControlRules(registry));

    private static EnvelopeRegistry Registry(Uri api) => new()
    {
        Host = Host,
        Repository = "odagrun",
        ProjectRepository = "ci/app",
        ImageApi = new EnvelopeImageApi { Url = api },
        Logins = [new EnvelopeLogin { Registry = Host, Username = "serviceaccount", Password = ImageApiStandIn.Token, IsOfRunner = true }],
    };
}
