using System.Security.Cryptography.X509Certificates;

namespace Odagrun.Executor.Tests.Published;

/// <summary>An image, a GitLab and one job in between.</summary>
internal sealed class JobScene : IAsyncDisposable
{
    private JobScene(ImageRoot image, FakeGitLab gitLab)
    {
        Image = image;
        GitLab = gitLab;
        Job = new PodJob(image, gitLab);
    }

    internal ImageRoot Image { get; }

    internal FakeGitLab GitLab { get; }

    internal PodJob Job { get; }

    internal static async Task<JobScene> CreateAsync(ImageFamily family = ImageFamily.Glibc, X509Certificate2? certificate = null) =>
        new(await ImageRoot.CreateAsync(family, TestContext.Current.CancellationToken), await FakeGitLab.StartAsync(certificate));

    /// <summary>Starts the job, and does something when the log holds <paramref name="text"/>.</summary>
    internal async Task<JobResult> RunAsync(string text, Action when)
    {
        await Job.StartAsync();
        await GitLab.WaitForTraceAsync(text, TestContext.Current.CancellationToken);
        when();
        return await Job.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Job.DisposeAsync();
        await GitLab.DisposeAsync();
        Image.Dispose();
    }
}
