namespace Odagrun.Cli.FuncDeploy;

/// <summary>
/// What <c>func kubernetes deploy</c> can't know: where GitLab's pending jobs are, and how one installation is named to all its pods.
/// </summary>
internal sealed record FuncDeployOptions(Uri GitLab, long Project, string Tag, string HostId);
