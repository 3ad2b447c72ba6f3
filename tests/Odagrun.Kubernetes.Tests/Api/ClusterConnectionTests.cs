using System.Net;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Tests.StandIn;
using Odagrun.Stack;

namespace Odagrun.Kubernetes.Tests.Api;

public sealed class ClusterConnectionTests : IAsyncDisposable
{
    private static readonly V1ConfigMap Map = new() { Metadata = new V1ObjectMeta { Name = "a" } };

    private readonly ApiStandIn _server = new();
    private readonly WorkDirectory _work = WorkDirectory.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Request_ServerCannotTakeIt_IsRepeated(int status)
    {
        using var connection = StandInConnection.To(_server.Port, _work, TimeProvider.System);
        _server.Answer(new StandInAnswer(status), new StandInAnswer(status));

        var list = await connection.Client.CoreV1.ListNamespacedConfigMapAsync("ci", cancellationToken: Cancelled);

        Assert.Empty(list.Items);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task Request_ConnectionCut_IsRepeated()
    {
        using var connection = StandInConnection.To(_server.Port, _work, TimeProvider.System);
        _server.Answer(StandInAnswer.Cut);

        await connection.Client.CoreV1.ListNamespacedConfigMapAsync("ci", cancellationToken: Cancelled);

        Assert.InRange(_server.Requests.Count, 2, 3);
    }

    [Fact]
    public async Task Create_RefusedAfterAnAttemptWithoutAnswer_MayHaveSucceeded()
    {
        using var connection = StandInConnection.To(_server.Port, _work, TimeProvider.System);
        _server.Answer(new StandInAnswer(504), StandInAnswer.Refusal(409, "AlreadyExists", "configmaps \"a\" already exists"));

        var error = await Assert.ThrowsAsync<KubernetesApiException>(
            () => connection.Client.CoreV1.CreateNamespacedConfigMapAsync(Map, "ci", cancellationToken: Cancelled));

        Assert.True(error.IsAlreadyExists);
        Assert.False(error.IsConflict);
        Assert.True(error.MayHaveSucceeded);
    }

    [Fact]
    public async Task Create_RefusedAtOnce_HasNotSucceeded()
    {
        using var connection = StandInConnection.To(_server.Port, _work, TimeProvider.System);
        _server.Answer(new StandInAnswer(429), StandInAnswer.Refusal(409, "AlreadyExists", "configmaps \"a\" already exists"));

        var error = await Assert.ThrowsAsync<KubernetesApiException>(
            () => connection.Client.CoreV1.CreateNamespacedConfigMapAsync(Map, "ci", cancellationToken: Cancelled));

        Assert.False(error.MayHaveSucceeded);
    }

    [Fact]
    public async Task Request_RightIsMissing_NamesVerbAndRemedy()
    {
        using var connection = StandInConnection.To(_server.Port, _work, TimeProvider.System);
        _server.Answer(StandInAnswer.Refusal(
            403, "Forbidden",
            "configmaps is forbidden: User \"u\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"ci\""));

        var error = await Assert.ThrowsAsync<KubernetesApiException>(
            () => connection.Client.CoreV1.ListNamespacedConfigMapAsync("ci", cancellationToken: Cancelled));

        Assert.True(error.IsMissingRight);
        Assert.Contains("the Role must allow list on configmaps in namespace ci", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_RightIsMissingForAMoment_IsRepeatedWhereItWasThereBefore()
    {
        using var connection = StandInConnection.To(_server.Port, _work, TimeProvider.System);
        await connection.Client.CoreV1.ListNamespacedConfigMapAsync("ci", cancellationToken: Cancelled);
        _server.Answer(StandInAnswer.Refusal(
            403, "Forbidden", "configmaps is forbidden: User \"u\" cannot list resource \"configmaps\": RBAC: role not found"));

        await connection.Client.CoreV1.ListNamespacedConfigMapAsync("ci", cancellationToken: Cancelled);

        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task Create_Refused_ExceptionHoldsNothingOfTheRequest()
    {
        using var connection = StandInConnection.To(_server.Port, _work, TimeProvider.System);
        _server.Answer(StandInAnswer.Refusal(422, "Invalid", "no"));
        var secret = new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = "s" },
            StringData = new Dictionary<string, string> { ["k"] = "hidden-value" },
        };

        var error = await Assert.ThrowsAsync<KubernetesApiException>(
            () => connection.Client.CoreV1.CreateNamespacedSecretAsync(secret, "ci", cancellationToken: Cancelled));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.Status);
        Assert.DoesNotContain("hidden-value", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_MoreThanTheRateAllows_Wait()
    {
        var clock = new FakeTimeProvider();
        using var connection = StandInConnection.To(_server.Port, _work, clock, requestsPerSecond: 2);

        var lists = Enumerable.Range(0, 6)
            .Select(_ => connection.Client.CoreV1.ListNamespacedConfigMapAsync("ci", cancellationToken: Cancelled)).ToList();
        await Task.WhenAll(lists.Take(2));
        var sentAtOnce = _server.Requests.Count;
        clock.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(lists);

        Assert.Equal(2, sentAtOnce);
        Assert.Equal(6, _server.Requests.Count);
    }

    [Fact]
    public async Task Connection_OfAKubeconfig_TakesItsNamespace()
    {
        await using var other = new ApiStandIn();
        using var connection = StandInConnection.To(other.Port, _work, TimeProvider.System);

        Assert.Equal("ci", connection.Namespace);
    }

    [Fact]
    public void Configuration_NoKubeconfigThere_SaysWhatToSet()
    {
        var options = new KubernetesOptions { Kubeconfig = _work.File("none") };

        var error = Assert.Throws<InvalidOperationException>(() => ClientConfiguration.Load(options));

        Assert.Contains("Odagrun:Kubernetes:Kubeconfig", error.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _work.Dispose();
    }
}
