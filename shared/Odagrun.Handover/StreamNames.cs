namespace Odagrun.Handover;

/// <summary>
/// Names below a project's repository where OpenShift's image streams are: its registry knows names of two parts only, so that what comes
/// below follows after a dot, which no project's own name has.
/// </summary>
public static class StreamNames
{
    /// <summary>What stands in place of a slash.</summary>
    public const char Separator = '.';

    /// <summary>
    /// <c>ci/app-group-1a2b3c4d/part/one</c> → <c>ci/app-group-1a2b3c4d.part.one</c>; what is not below <paramref name="own"/> stays.
    /// </summary>
    public static string Place(string own, string repository) => repository.StartsWith(own + "/", StringComparison.Ordinal)
        ? own + Separator + repository[(own.Length + 1)..].Replace('/', Separator)
        : repository;
}
