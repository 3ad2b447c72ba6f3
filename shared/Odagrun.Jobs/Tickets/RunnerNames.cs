using System.Text.RegularExpressions;

namespace Odagrun.Jobs.Tickets;

/// <summary>What a runner may be called in the configuration.</summary>
public static partial class RunnerNames
{
    /// <summary>Starts with a letter; a-z, 0-9 and inner dashes; at most 30 characters.</summary>
    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
