using Odagrun.Lab.Projects;

namespace Odagrun.Lab.Git;

/// <summary>What a git request may do; without a project it is refused with <paramref name="Status"/>.</summary>
internal sealed record GitAccess(Project? Project, bool CanWrite, string User, int Status)
{
    public static GitAccess Refused(int status) => new(null, CanWrite: false, "", status);
}
