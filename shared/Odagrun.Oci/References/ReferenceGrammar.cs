using System.Text.RegularExpressions;

namespace Odagrun.Oci.References;

/// <summary>Docker's grammar of image names and its rules for what short names leave out (distribution's reference package).</summary>
internal static partial class ReferenceGrammar
{
    private const string Hub = "docker.io";
    private const string HubNamespace = "library";
    private const int MaxNameLength = 255;

    /// <summary>The reference, or null and what is wrong with the text.</summary>
    public static ImageReference? Read(string text, out string? problem)
    {
        var (name, tag, digestText) = Split(text);
        Digest? digest = null;
        if (digestText is not null)
        {
            if (!Digest.TryParse(digestText, out var parsed))
            {
                problem = "after '@' there must be sha256: and 64 lower-case hex digits";
                return null;
            }

            digest = parsed;
        }

        var (registry, repository) = SplitRegistry(name);
        problem = Problem(text, registry, repository, tag);
        return problem is null ? new ImageReference(registry, repository, tag ?? (digest is null ? "latest" : null), digest) : null;
    }

    // A colon after the last slash begins the tag; one before it a port.
    private static (string Name, string? Tag, string? Digest) Split(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (rest, digest) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        var colon = rest.LastIndexOf(':');
        return colon > rest.LastIndexOf('/') ? (rest[..colon], rest[(colon + 1)..], digest) : (rest, null, digest);
    }

    private static (string Registry, string Repository) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var (registry, repository) = slash >= 0 && IsRegistry(name[..slash]) ? (name[..slash], name[(slash + 1)..]) : (Hub, name);
        registry = registry == "index." + Hub ? Hub : registry;
        return (registry,
            registry == Hub && !repository.Contains('/', StringComparison.Ordinal) ? $"{HubNamespace}/{repository}" : repository);
    }

    // What could be a path component is one, unless something marks it as a host.
    private static bool IsRegistry(string part) =>
        part.AsSpan().ContainsAny('.', ':') || part == "localhost" || part.Any(char.IsAsciiLetterUpper);

    private static string? Problem(string text, string registry, string repository, string? tag) =>
        text.Length == 0 ? "it is empty"
        : text.Contains("://", StringComparison.Ordinal) ? "it is a URL; leave the scheme away"
        : !RegistryPattern.IsMatch(registry) || !PortFits(registry) ? $"'{registry}' is no registry host (host or host:port)"
        : !RepositoryPattern.IsMatch(repository) ? RepositoryProblem(repository)
        : registry.Length + 1 + repository.Length > MaxNameLength ? $"the name is longer than {MaxNameLength} characters"
        : tag is not null && !TagPattern.IsMatch(tag) ? $"'{tag}' is no tag (letters, digits, '_', '.' and '-', at most 128)"
        : HexPattern.IsMatch(text) ? "64 hex digits name an image id, which no registry knows"
        : null;

    private static string RepositoryProblem(string repository) =>
        repository.Any(char.IsAsciiLetterUpper)
            ? $"the repository '{repository}' must be in lower case"
            : $"'{repository}' is no repository (lower-case letters, digits, '.', '_' and '-' between them, parts separated by '/')";

    private static bool PortFits(string registry)
    {
        var colon = registry.LastIndexOf(':');
        return colon < registry.LastIndexOf(']') || colon < 0 || ushort.TryParse(registry.AsSpan(colon + 1), out _);
    }

    [GeneratedRegex(
        @"^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex RegistryPattern { get; }

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern { get; }

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexPattern { get; }
}
