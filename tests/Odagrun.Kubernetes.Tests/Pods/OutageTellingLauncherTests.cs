using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Stack;

namespace Odagrun.Kubernetes.Tests.Pods;

public sealed class OutageTellingLauncherTests
{
    [Fact]
    public async Task Delete_WithNoApiServer_IsAnOutageAndNoFaultOfTheJob()
    {
        using var work = WorkDirectory.Create("outage");
        await File.WriteAllTextAsync(work.File("kubeconfig"), $$$"""
            apiVersion: v1
            kind: Config
            current-context: t
            clusters: [{name: t, cluster: {server: 'http://127.0.0.1:{{{FreePort.Next()}}}'}}]
            contexts: [{name: t, context: {cluster: t, user: u, namespace: ci}}]
            users: [{name: u, user: {token: secret-token}}]
            """, TestContext.Current.CancellationToken);
        var clock = new FakeTimeProvider();
        await using var services = Services(work.File("kubeconfig"), clock);
        var pods = services.GetRequiredService<IPodLauncher>();

        var deleting = pods.DeleteAsync(new JobName("demo", 1), failed: false, TestContext.Current.CancellationToken);
        while (!deleting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var outage = await Assert.ThrowsAsync<OutageException>(() => deleting);
        Assert.DoesNotContain("secret-token", outage.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string kubeconfig, TimeProvider clock) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(clock)
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Odagrun:Kubernetes:Kubeconfig"] = kubeconfig })
            .Build())
        .AddKubernetesPods()
        .BuildServiceProvider();
}
