using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Tests.StandIn;
using Odagrun.Kubernetes.Watching;
using Odagrun.Stack;

namespace Odagrun.Kubernetes.Tests.Watching;

public sealed class ObjectWatchTests : IAsyncDisposable
{
    private readonly ApiStandIn _server = new();
    private readonly WorkDirectory _work = WorkDirectory.Create();
    private readonly List<ClusterConnection> _connections = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Use_ObjectsAreThere_KnowsThem()
    {
        _server.Put("a", "1");
        await using var watch = Watch();

        using var use = await watch.UseAsync(Cancelled);

        Assert.Equal("1", State(watch, "a"));
        Assert.Empty(watch.Find("b"));
    }

    [Fact]
    public async Task Next_ObjectChanges_IsToldOnce()
    {
        _server.Put("a", "1");
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);

        await ChangeAsync(watch, "a", () => _server.Put("a", "2"));
        await ChangeAsync(watch, "b", () => _server.Put("b", "1"));

        Assert.Equal("2", State(watch, "a"));
        Assert.Equal("1", State(watch, "b"));
        Assert.Equal(1, Lists());
    }

    [Fact]
    public async Task Find_DeletedObject_KeepsItsLastState()
    {
        _server.Put("a", "1");
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);

        await ChangeAsync(watch, "a", () => _server.Remove("a"));

        Assert.True(Assert.Single(watch.Find("a")).IsGone);
        Assert.Equal("1", State(watch, "a"));
        Assert.Empty(watch.All());
        watch.Forget("a");
        Assert.Empty(watch.Find("a"));
    }

    [Fact]
    public async Task Watch_ConnectionDropped_GoesOnFromTheLastVersion()
    {
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        await ChangeAsync(watch, "a", () => _server.Put("a", "1"));

        await ChangeAsync(watch, "a", () =>
        {
            _server.Drop();
            _server.Put("a", "2");
        });

        Assert.Equal("2", State(watch, "a"));
        Assert.Equal(1, Lists());
    }

    [Fact]
    public async Task Watch_DroppedAfterABookmark_GoesOnFromIt()
    {
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        await WatchedAsync();
        _server.Bookmark();
        await ChangeAsync(watch, "a", () => _server.Put("a", "1"));
        _server.Bookmark();
        await ChangeAsync(watch, "b", () => _server.Put("b", "1"));

        await ChangeAsync(watch, "a", () =>
        {
            _server.Forget();
            _server.Drop();
            _server.Put("a", "2");
        });

        Assert.Equal(1, Lists());
    }

    [Fact]
    public async Task Watch_VersionForgotten_ListsAnewAndNoticesWhatIsGone()
    {
        _server.Put("a", "1");
        _server.Put("b", "1");
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        await WatchedAsync();

        await ChangeAsync(watch, "b", () =>
        {
            _server.Drop();
            _server.Remove("a");
            _server.Put("b", "2");
            _server.Forget();
        });

        Assert.True(Assert.Single(watch.Find("a")).IsGone);
        Assert.Equal("2", State(watch, "b"));
        Assert.Equal(2, Lists());
    }

    [Fact]
    public async Task Watch_HalfALine_ListsAnew()
    {
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        await WatchedAsync();

        await ChangeAsync(watch, "a", () =>
        {
            _server.Write("""{"type":"ADDED","obj""");
            _server.Drop();
            _server.Put("a", "1");
        });

        Assert.Equal("1", State(watch, "a"));
    }

    [Fact]
    public async Task Watch_ServerUnavailable_GoesOnWhenItIsBack()
    {
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        await WatchedAsync();

        await ChangeAsync(watch, "a", () =>
        {
            _server.Answer(new StandInAnswer(503), StandInAnswer.Cut, new StandInAnswer(429));
            _server.Drop();
            _server.Put("a", "1");
        });

        Assert.Equal(1, Lists());
    }

    [Fact]
    public async Task Offer_OwnAnswer_IsKnownBeforeTheWatchTells()
    {
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);

        watch.Offer(Map("mine", "500"));

        Assert.Single(watch.Find("mine"));
    }

    [Fact]
    public async Task Offer_WhatTheWatchHasPassed_IsNotTaken()
    {
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        await ChangeAsync(watch, "a", () => _server.Put("a", "1"));
        await ChangeAsync(watch, "a", () => _server.Remove("a"));
        watch.Forget("a");

        watch.Offer(Map("a", "101"));

        Assert.Empty(watch.Find("a"));
    }

    [Fact]
    public async Task Watch_Unused_EndsAndBeginsAnew()
    {
        var clock = new FakeTimeProvider();
        await using var watch = Watch(clock);
        using (await watch.UseAsync(Cancelled))
        {
            await WatchedAsync();
        }

        var next = watch.NextAsync("a");
        clock.Advance(ObjectWatch<V1ConfigMap, V1ConfigMapList>.Idle);
        clock.Advance(ObjectWatch<V1ConfigMap, V1ConfigMapList>.Idle);
        await next.WaitAsync(Cancelled);
        _server.Put("a", "1");
        using var use = await watch.UseAsync(Cancelled);

        Assert.Equal("1", State(watch, "a"));
        Assert.Equal(2, Lists());
    }

    [Fact]
    public async Task Use_ListRefused_Throws()
    {
        await using var watch = Watch();
        _server.Answer(StandInAnswer.Refusal(403, "Forbidden", "configmaps is forbidden: User \"u\" cannot list resource \"configmaps\""));

        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => watch.UseAsync(Cancelled));

        Assert.True(error.IsMissingRight);
        using var use = await watch.UseAsync(Cancelled);
    }

    [Fact]
    public async Task Use_WatchRefused_IsToldToTheNext()
    {
        await using var watch = Watch();
        var next = watch.NextAsync("a");
        _server.Answer(
            new StandInAnswer(200, """{"metadata":{"resourceVersion":"1"},"items":[]}"""), StandInAnswer.Refusal(403, "Forbidden", "no"));
        using (await watch.UseAsync(Cancelled))
        {
            await next.WaitAsync(Cancelled);
        }

        await Assert.ThrowsAsync<KubernetesApiException>(() => watch.UseAsync(Cancelled));
        using var use = await watch.UseAsync(Cancelled);
    }

    [Fact]
    public async Task Watch_RefusedForAMomentAfterARestart_GoesOn()
    {
        await using var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        await WatchedAsync();
        await ChangeAsync(watch, "a", () => _server.Put("a", "1"));

        await ChangeAsync(watch, "a", () =>
        {
            _server.Answer(
                StandInAnswer.Refusal(403, "Forbidden", "no Role yet"), StandInAnswer.Refusal(401, "Unauthorized", "no account yet"));
            _server.Drop();
            _server.Put("a", "2");
        });

        Assert.Equal("2", State(watch, "a"));
        Assert.Equal(1, Lists());
    }

    [Fact]
    public async Task Dispose_SomebodyWaits_IsWoken()
    {
        var watch = Watch();
        using var use = await watch.UseAsync(Cancelled);
        var next = watch.NextAsync("a");

        await watch.DisposeAsync();

        await next.WaitAsync(Cancelled);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => watch.UseAsync(Cancelled));
    }

    [Fact]
    public async Task OnlyNew_ObjectsAreThere_AreNotKnown()
    {
        _server.Put("a", "1");
        await using var watch = Watch(target: Target with { OnlyNew = true });
        using var use = await watch.UseAsync(Cancelled);

        await ChangeAsync(watch, "b", () => _server.Put("b", "1"));

        Assert.Empty(watch.Find("a"));
        Assert.Contains(_server.Requests, request => request.EndsWith("limit=1", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _connections.ForEach(connection => connection.Dispose());
        _work.Dispose();
    }

    private static WatchTarget<V1ConfigMap> Target => new("api/v1/namespaces/ci/configmaps", map => map.Metadata.Name, "a=b");

    private static V1ConfigMap Map(string name, string version) =>
        new() { Metadata = new V1ObjectMeta { Name = name, Uid = "uid-" + name, ResourceVersion = version } };

    private static string State(ObjectWatch<V1ConfigMap, V1ConfigMapList> watch, string name) =>
        Assert.Single(watch.Find(name)).Object.Data["state"];

    private ObjectWatch<V1ConfigMap, V1ConfigMapList> Watch(TimeProvider? clock = null, WatchTarget<V1ConfigMap>? target = null)
    {
        var connection = StandInConnection.To(_server.Port, _work, clock ?? TimeProvider.System);
        _connections.Add(connection);
        return new(connection, target ?? Target, clock ?? TimeProvider.System, NullLogger.Instance);
    }

    private int Lists() => _server.Requests.Count(request => !request.Contains("watch=true", StringComparison.Ordinal));

    private static async Task ChangeAsync(ObjectWatch<V1ConfigMap, V1ConfigMapList> watch, string name, Action change)
    {
        var next = watch.NextAsync(name);
        change();
        await next.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
    }

    private async Task WatchedAsync()
    {
        while (_server.Watches == 0)
        {
            await Task.Delay(5, Cancelled);
        }
    }
}
