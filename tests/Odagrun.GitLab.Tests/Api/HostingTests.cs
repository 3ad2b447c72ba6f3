using Microsoft.Extensions.DependencyInjection;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Hosting;
using Odagrun.GitLab.Trace;

namespace Odagrun.GitLab.Tests.Api;

public sealed class HostingTests
{
    [Fact]
    public void AddGitLabRunnerApi_EmptyContainer_GivesApiAndTracesOfOnePool()
    {
        using var provider = new ServiceCollection().AddGitLabRunnerApi().AddGitLabRunnerApi().BuildServiceProvider(validateScopes: true);

        var clients = provider.GetRequiredService<GitLabClients>();
        Assert.Same(clients.Api, provider.GetRequiredService<IRunnerApi>());
        Assert.Same(clients.Traces, provider.GetRequiredService<IJobTraceFactory>());
    }
}
