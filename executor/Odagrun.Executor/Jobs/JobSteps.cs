using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Extracting;
using Odagrun.Executor.Archives.Writing;
using Odagrun.Executor.Artifacts;
using Odagrun.Executor.Caches;
using Odagrun.Executor.Caches.Git;
using Odagrun.Executor.Caches.Restoring;
using Odagrun.Executor.Caches.Storing;
using Odagrun.Executor.Git;
using Odagrun.Executor.Jobs.Steps;
using Odagrun.Executor.Scripts;
using Odagrun.Executor.Services;
using Odagrun.Executor.Sources;
using Odagrun.GitLab.Api;

namespace Odagrun.Executor.Jobs;

/// <summary>The workflow: a job's steps in their order.</summary>
internal static class JobSteps
{
    internal static IReadOnlyList<IJobStep> Create(
        JobSession session, IRunnerApi api, CacheRegistry? caches, ScriptProcesses processes, ImageEnvironment image, TimeProvider clock)
    {
        var scripts = new ScriptRunner(ShellChoice.Choose(session, processes, image), image);
        var git = new GitInspector();
        var collector = new FileCollector(git);
        var writer = new ArchiveWriter();
        var isPostponed = PushTime.IsAfterResult(session);
        return
        [
            new PrepareStep(scripts),
            new HookStep("pre_get_sources_script", scripts),
            new GetSourcesStep(new GitCheckout(clock), git, new GitCacheRestore(caches, clock), clock),
            new HookStep("post_get_sources_script", scripts),
            new RestoreCachesStep(caches, clock),
            new DownloadArtifactsStep(new ArtifactDownloader(api, clock), new ArchiveExtractor(), clock),
            new WaitForServicesStep(new ServiceWait(clock)),
            new ScriptStep(scripts, clock),
            new AfterScriptStep(scripts, clock),
            .. isPostponed ? [new PostponedStep()] : StoreCaches(caches, collector, clock),
            new UploadArtifactsStep(onSuccess: true, collector, writer, api),
            new UploadArtifactsStep(onSuccess: false, collector, writer, api),
            .. isPostponed ? (IJobStep[])[] : [new StoreGitCacheStep(caches, clock), new CleanupStep()],
        ];
    }

    /// <summary>What is done when GitLab knows the job's result; empty where nothing was left for that.</summary>
    internal static IReadOnlyList<IJobStep> AfterResult(
        JobSession session, CacheRegistry? caches, TimeProvider clock) => PushTime.IsAfterResult(session)
        ? [.. StoreCaches(caches, new FileCollector(new GitInspector()), clock), new StoreGitCacheStep(caches, clock), new CleanupStep()]
        : [];

    private static IReadOnlyList<IJobStep> StoreCaches(CacheRegistry? caches, FileCollector collector, TimeProvider clock) =>
        [new StoreCachesStep(onSuccess: true, caches, collector, clock), new StoreCachesStep(onSuccess: false, caches, collector, clock)];
}
