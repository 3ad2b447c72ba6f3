namespace Odagrun.Lab.Web;

/// <summary>A new project, and the token to push with.</summary>
internal sealed record CreateProjectResponse(ProjectView Project, string Token);
