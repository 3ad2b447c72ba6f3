using System.Globalization;

namespace Odagrun.Jobs.Pods;

/// <summary>
/// As whom a container runs, by number; never root. Without a group it is 0, which else is a further one: what we write is for it.
/// </summary>
public sealed record PodUser(int Id, int? Group = null)
{
    /// <summary><c>uid</c> or <c>uid:gid</c>.</summary>
    public override string ToString() =>
        Group is null ? Id.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Id}:{Group}");
}
