using Odagrun.Lab.Web;

namespace Odagrun.Lab.Tests.Server;

/// <summary>A Lab with one project, one pipeline and one runner.</summary>
internal sealed class LabFixture : IAsyncDisposable
{
    private LabFixture(LabServer lab, TestRunner runner, PipelineView pipeline)
    {
        Lab = lab;
        Runner = runner;
        Pipeline = pipeline;
    }

    public const string OneJob = "job: { script: [x] }";

    public LabServer Lab { get; }

    public TestRunner Runner { get; }

    public PipelineView Pipeline { get; }

    public static async Task<LabFixture> StartAsync(LabOptions? options = null, string configuration = OneJob)
    {
        var token = TestContext.Current.CancellationToken;
        var lab = await LabServer.StartAsync(options ?? new LabOptions(), token);
        try
        {
            await lab.CreateProjectAsync("app", new Dictionary<string, string> { [".gitlab-ci.yml"] = configuration }, token);
            var pipeline = await lab.CreatePipelineAsync("app", "main", token);
            return new LabFixture(lab, new TestRunner(lab, lab.CreateRunner().Token), pipeline);
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Runner.Dispose();
        await Lab.DisposeAsync();
    }
}
