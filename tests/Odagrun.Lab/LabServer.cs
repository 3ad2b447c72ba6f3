using System.Text;
using Microsoft.AspNetCore.Builder;
using Odagrun.Lab.Board;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Git;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Ledger;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Projects;
using Odagrun.Lab.Running;
using Odagrun.Lab.Transcript;
using Odagrun.Lab.Web;
using Odagrun.Lab.Yaml;

namespace Odagrun.Lab;

/// <summary>A GitLab stand-in that listens on a port: runner API, git over HTTP, pipelines, page.</summary>
public sealed class LabServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LabServices _services;
    private readonly bool _ownsDirectory;

    private LabServer(LabServices services, bool ownsDirectory)
    {
        _services = services;
        _ownsDirectory = ownsDirectory;
        _app = LabWebApplication.Build(services, this);
    }

    /// <summary>Base URL, without a trailing slash: what a runner takes as GitLab's URL.</summary>
    public string Url => Board.Url;

    /// <summary>Where repositories, logs and artifacts are.</summary>
    public string DataDirectory => Board.Directory;

    /// <summary>Host and port of the registry told to jobs as <c>CI_REGISTRY</c>; null: none.</summary>
    public string? Registry
    {
        get => Locked(() => Board.Registry);
        set => Locked(() => Board.Registry = value);
    }

    /// <summary>What shall go wrong.</summary>
    public FaultPlan Faults => _services.Faults;

    /// <summary>Every request so far and its answer's status.</summary>
    public IReadOnlyList<RecordedRequest> Transcript => _services.Requests.All;

    /// <summary>Requests to the object storage that carried a GitLab token.</summary>
    public int StorageTokenLeaks => _services.Links.Leaks;

    /// <summary>All projects.</summary>
    public IReadOnlyList<ProjectView> Projects => Locked(() => Board.Projects.Select(project => Views.Of(Board, project)).ToList());

    /// <summary>All runners, with what their processes said of themselves.</summary>
    public IReadOnlyList<RunnerView> Runners => Locked(() => Board.Runners.Select(Views.Of).ToList());

    /// <summary>All pipelines, the newest first.</summary>
    public IReadOnlyList<PipelineView> Pipelines => Locked(() => Board.Pipelines.Values.Reverse().Select(pipeline => Views.Of(Board, pipeline)).ToList());

    internal LabBoard Board => _services.Board;

    /// <summary>Starts one; it listens when this returns.</summary>
    public static async Task<LabServer> StartAsync(LabOptions options, CancellationToken cancellationToken)
    {
        var directory = options.DataDirectory is { } named
            ? Directory.CreateDirectory(named).FullName
            : Directory.CreateTempSubdirectory("odagrun-lab-").FullName;
        var lab = new LabServer(new LabServices(options, directory), ownsDirectory: options.DataDirectory is null);
        try
        {
            await lab._app.StartAsync(cancellationToken);
            LabWebApplication.ReadAddresses(lab._app, lab.Board);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a runner and its token.</summary>
    public LabRunner CreateRunner(LabRunnerOptions? options = null) => Locked(() =>
    {
        var runner = new RegisteredRunner(Board.Runners.Count + 1, Tokens.Runner(), options ?? new LabRunnerOptions());
        Board.Runners.Add(runner);
        Board.QueueChanged();
        return new LabRunner(runner.Id, runner.Token, runner.Options.Description);
    });

    /// <summary>A paused runner gets no jobs.</summary>
    public void SetPaused(LabRunner runner, bool paused) => Locked(() =>
    {
        Board.Runners.Single(r => r.Id == runner.Id).IsPaused = paused;
        Board.QueueChanged();
        return true;
    });

    /// <summary>Revokes a runner's token: it is unknown from now on.</summary>
    public void DeleteRunner(LabRunner runner) => Locked(() => Board.Runners.RemoveAll(r => r.Id == runner.Id));

    /// <summary>
    /// Makes a project with one commit of <paramref name="files"/> (name to text; names ending in <c>!</c> are executable) on
    /// <c>main</c>; without files it is empty. No pipeline is made.
    /// </summary>
    public async Task<ProjectView> CreateProjectAsync(string path, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        var project = await _services.Projects.CreateAsync(path, cancellationToken);
        if (files.Count > 0)
        {
            await CommitAsync(path, files!, "First commit", project.DefaultBranch, cancellationToken);
        }

        return Locked(() => Views.Of(Board, project));
    }

    /// <summary>Makes a project with all branches and tags of a repository on this machine. No pipeline is made.</summary>
    public async Task<ProjectView> CreateProjectFromAsync(string path, string repository, CancellationToken cancellationToken)
    {
        var project = await _services.Projects.CreateAsync(path, cancellationToken);
        var bare = new BareRepository(project.Repository);
        await bare.FetchAllAsync(Path.GetFullPath(repository), cancellationToken);
        var head = await GitCommand.TryAsync(repository, null, cancellationToken, "symbolic-ref", "--short", "HEAD");
        if (head.Code == 0)
        {
            project.DefaultBranch = head.Output.Trim();
            await bare.GitAsync(cancellationToken, "symbolic-ref", "HEAD", $"refs/heads/{project.DefaultBranch}");
        }

        await ProjectService.RememberRefsAsync(project, cancellationToken);
        return Locked(() => Views.Of(Board, project));
    }

    /// <summary>Commits files to a branch, on the server's side; a null text removes a file. No pipeline is made. Gives the commit.</summary>
    public async Task<string> CommitAsync(
        string path, IReadOnlyDictionary<string, string?> files, string message, string branch, CancellationToken cancellationToken)
    {
        var project = Find(path);
        var sha = await CommitFiles.AddAsync(new BareRepository(project.Repository), branch, files, message, cancellationToken);
        await ProjectService.RememberRefsAsync(project, cancellationToken);
        return sha;
    }

    /// <summary>Token that reads and writes a project's repository, as password of any user.</summary>
    public string ProjectToken(string path) => Find(path).Token;

    /// <summary>Sets a project's CI/CD variable.</summary>
    public void SetVariable(string path, CiVariable variable) => Locked(() =>
    {
        var project = Find(path);
        project.Variables.RemoveAll(other => other.Key == variable.Key);
        project.Variables.Add(variable);
        return true;
    });

    /// <summary>Protects a branch or tag: its jobs see protected variables and run on protected runners. The default branch always is.</summary>
    public void ProtectRef(string path, string reference) => Locked(() => Find(path).ProtectedRefs.Add(reference));

    /// <summary>Adds a registry login that jobs get as <c>credentials</c>.</summary>
    public void AddRegistryLogin(string path, LabRegistryLogin login) => Locked(() =>
    {
        Find(path).RegistryLogins.Add(login);
        return true;
    });

    /// <summary>Makes a pipeline for a branch or tag as it is now, as the page's "Run pipeline" does.</summary>
    /// <exception cref="CiConfigurationException">The configuration is wrong, or gives no jobs.</exception>
    /// <exception cref="ArgumentException">There is no such project or ref.</exception>
    public Task<PipelineView> CreatePipelineAsync(string path, string reference, CancellationToken cancellationToken) =>
        CreatePipelineAsync(path, reference, [], cancellationToken);

    /// <summary>As above, with variables of the call.</summary>
    public Task<PipelineView> CreatePipelineAsync(
        string path, string reference, IReadOnlyList<CiVariable> variables, CancellationToken cancellationToken) =>
        CreatePipelineAsync(path, reference, variables, "web", cancellationToken);

    /// <summary>As above, with the value of <c>CI_PIPELINE_SOURCE</c>.</summary>
    public async Task<PipelineView> CreatePipelineAsync(
        string path, string reference, IReadOnlyList<CiVariable> variables, string source, CancellationToken cancellationToken)
    {
        var project = Find(path);
        var repository = new BareRepository(project.Repository);
        var branch = await repository.CommitAsync($"refs/heads/{reference}", cancellationToken);
        var sha = branch ?? await repository.CommitAsync($"refs/tags/{reference}", cancellationToken)
            ?? throw new ArgumentException($"{path} has no branch or tag '{reference}'");
        var request = new PipelineSource(reference, IsTag: branch is null, sha, PipelineSource.ZeroSha, source) { Variables = variables };
        var pipeline = await _services.Pipelines.CreateAsync(project, request, cancellationToken)
            ?? throw new CiConfigurationException("no job is left to run: the rules of all jobs, or of the workflow, say no");
        return pipeline.Errors.Count > 0
            ? throw new CiConfigurationException(pipeline.Errors)
            : Locked(() => Views.Of(Board, pipeline));
    }

    /// <summary>Waits until a pipeline has ended, or only waits for a person (manual), and gives it.</summary>
    public Task<PipelineView> WaitForPipelineAsync(long id, CancellationToken cancellationToken) =>
        WaitForPipelineAsync(id, pipeline => pipeline.Status.IsFinished() || pipeline.Status == JobStatus.Manual, cancellationToken);

    /// <summary>Waits until <paramref name="condition"/> holds for a pipeline.</summary>
    public Task<PipelineView> WaitForPipelineAsync(long id, Func<PipelineView, bool> condition, CancellationToken cancellationToken) =>
        Board.WaitAsync(() => Views.Of(Board, Board.Pipelines[id]) is var view && condition(view) ? view : null, cancellationToken);

    /// <summary>Waits until <paramref name="condition"/> holds for a job.</summary>
    public Task<JobView> WaitForJobAsync(long id, Func<JobView, bool> condition, CancellationToken cancellationToken) =>
        Board.WaitAsync(() => Views.Of(Board, Board.Jobs[id]) is var view && condition(view) ? view : null, cancellationToken);

    /// <summary>A pipeline as it is now.</summary>
    public PipelineView? FindPipeline(long id) => Locked(() => Board.Pipelines.TryGetValue(id, out var pipeline) ? Views.Of(Board, pipeline) : null);

    /// <summary>A job as it is now.</summary>
    public JobView? FindJob(long id) => Locked(() => Board.Jobs.TryGetValue(id, out var job) ? Views.Of(Board, job) : null);

    /// <summary>What happened to a job.</summary>
    public LedgerView? FindLedger(long id) => Locked(() => Board.Jobs.TryGetValue(id, out var job) ? LedgerView.Of(job.Ledger) : null);

    /// <summary>A job's log so far, as text.</summary>
    public string Trace(long id) => Encoding.UTF8.GetString(Locked(() => Board.Jobs[id].Trace.Read(0)));

    /// <summary>A job's log from a byte on, at most 4 MiB; it counts as watched for the next 30 s. Null: no such job.</summary>
    public byte[]? ReadTrace(long id, long offset) => Locked(() =>
    {
        if (!Board.Jobs.TryGetValue(id, out var job))
        {
            return null;
        }

        job.Trace.WatchedUntil = Board.Clock.GetUtcNow().AddSeconds(30);
        return job.Trace.Read(Math.Max(0, offset), 4 << 20);
    });

    /// <summary>Path of an uploaded file of a job; null when there is none of this type.</summary>
    public string? ArtifactPath(long id, string type = "archive") =>
        Locked(() => Board.Jobs[id].Artifacts.FirstOrDefault(artifact => artifact.Type == type)?.Path);

    /// <summary>Cancels a job; false when it has ended.</summary>
    public bool CancelJob(long id) => _services.Actions.CancelJob(id);

    /// <summary>Runs an ended job again; false when it has not ended.</summary>
    public bool RetryJob(long id) => _services.Actions.RetryJob(id);

    /// <summary>Starts a manual or delayed job; false when it is none.</summary>
    public bool PlayJob(long id) => _services.Actions.PlayJob(id);

    /// <summary>Cancels all jobs of a pipeline; false when it has ended.</summary>
    public bool CancelPipeline(long id) => _services.Actions.CancelPipeline(id);

    /// <summary>Runs all failed and canceled jobs of a pipeline again; false when there are none.</summary>
    public bool RetryPipeline(long id) => _services.Actions.RetryPipeline(id);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        lock (Board.Gate)
        {
            foreach (var job in Board.Jobs.Values)
            {
                job.Timer?.Dispose();
            }
        }

        if (_ownsDirectory)
        {
            await DeleteDirectoryAsync();
        }
    }

    /// <summary>A request or git process that was cut may still be writing: tries a few times.</summary>
    private async Task DeleteDirectoryAsync()
    {
        for (var left = 5; Directory.Exists(Board.Directory); left--)
        {
            try
            {
                Directory.Delete(Board.Directory, recursive: true);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>Fills a project with a local repository; gives the number of files that are not committed.</summary>
    internal async Task<int> ImportAsync(string path, LocalSources sources, bool withUncommitted, CancellationToken cancellationToken)
    {
        var project = Find(path);
        var count = await sources.CopyAsync(new BareRepository(project.Repository), withUncommitted, cancellationToken);
        project.DefaultBranch = sources.Branch;
        await ProjectService.RememberRefsAsync(project, cancellationToken);
        return count;
    }

    private Project Find(string path) => Locked(() => Board.Projects.FirstOrDefault(project => project.Path == path)
        ?? throw new ArgumentException($"there is no project {path}"));

    private T Locked<T>(Func<T> read)
    {
        lock (Board.Gate)
        {
            return read();
        }
    }
}
