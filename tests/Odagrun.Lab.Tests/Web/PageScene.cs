using Odagrun.Lab.Tests.Server;

namespace Odagrun.Lab.Tests.Web;

/// <summary>Puts a Lab into a state that the page then shows.</summary>
internal static class PageScene
{
    /// <summary>A pipeline of one job, which a runner has started.</summary>
    public static async Task<TestJob> StartJobAsync(LabServer lab, TestRunner runner, string name = "compile")
    {
        await CreatePipelineAsync(lab, $"""
            {name}:
              script: [make]
            """);
        var job = await runner.TakeAsync();
        await job.StartAsync();
        return job;
    }

    /// <summary>A project with this configuration and a pipeline of it; gives the pipeline's number.</summary>
    public static async Task<long> CreatePipelineAsync(LabServer lab, string configuration, string title = "group/app")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var project = await lab.CreateProjectAsync(
            title, new Dictionary<string, string> { [".gitlab-ci.yml"] = configuration }, cancellation);
        return (await lab.CreatePipelineAsync(project.Path, "main", cancellation)).Id;
    }
}
