namespace Odagrun.Lab.Web;

/// <summary>A project to make: empty, or a copy of a repository on this machine.</summary>
internal sealed record CreateProjectRequest(string Path, string? Repository);
