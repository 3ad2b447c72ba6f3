using Odagrun.Lab.Git;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Projects;
using Odagrun.Lab.Running;
using Odagrun.Lab.Web;

namespace Odagrun.Lab;

/// <content>Its projects and their repositories.</content>
public sealed partial class LabServer
{
    /// <summary>All projects.</summary>
    public IReadOnlyList<ProjectView> Projects => Locked(() => Board.Projects.Select(project => Views.Of(Board, project)).ToList());

    /// <summary>
    /// Makes a project with one commit of <paramref name="files"/> (name to text; names ending in <c>!</c> are executable) on
    /// <c>main</c>; without files it is empty. No pipeline is made.
    /// </summary>
    public async Task<ProjectView> CreateProjectAsync(
        string path, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
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

    /// <summary>
    /// Commits files to a branch, on the server's side; a null text removes a file. No pipeline is made. Gives the commit.
    /// </summary>
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

    /// <summary>
    /// Protects a branch or tag: its jobs see protected variables and run on protected runners. The default branch always is.
    /// </summary>
    public void ProtectRef(string path, string reference) => Locked(() => Find(path).ProtectedRefs.Add(reference));

    /// <summary>Adds a registry login that jobs get as <c>credentials</c>.</summary>
    public void AddRegistryLogin(string path, LabRegistryLogin login) => Locked(() =>
    {
        Find(path).RegistryLogins.Add(login);
        return true;
    });

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
}
