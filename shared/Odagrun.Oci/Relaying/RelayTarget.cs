using System.Text.RegularExpressions;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Relaying;

/// <summary>What a request is about, by its method and address.</summary>
/// <param name="Needs">The repositories it touches, and how.</param>
/// <param name="Scopes">Token scopes for them.</param>
internal sealed partial record RelayTarget(IReadOnlyList<(string Repository, RelayAction Action)> Needs, IReadOnlyList<string> Scopes)
{
    /// <summary>Null: it is a request of the distribution API for the repository it names; else what is wrong with it.</summary>
    public static string? Check(RelayHead head, RegistryEndpoints endpoints, UploadPlaces places, out RelayTarget target)
    {
        target = new RelayTarget([], []);
        if (!ImageReference.TryParse($"{head.Registry}/{head.Repository}", out var image) || image.Registry != head.Registry
            || image.Repository != head.Repository)
        {
            return $"'{head.Registry}/{head.Repository}' names no repository";
        }

        var action = head.Method switch
        {
            "GET" or "HEAD" => RelayAction.Read,
            "POST" or "PATCH" or "PUT" or "DELETE" => RelayAction.Write,
            _ => (RelayAction?)null,
        };
        if (action is null)
        {
            return $"the method {head.Method} is none of a registry's";
        }

        // An upload's state is asked for with GET; it is part of writing.
        var isUpload = head.Url.IsAbsoluteUri && places.Knows(head);
        if (!isUpload && !IsOwn(head, new Uri(endpoints.Root(head.Registry), head.Repository + "/")))
        {
            return $"{head.Method} {head.Url} is no request for {head.Registry}/{head.Repository}";
        }

        var sources = Values(head.Url.Query, "from");
        if (sources.Count > 1)
        {
            return $"{head.Method} {head.Url.AbsolutePath} names more than one source";
        }

        var from = sources is [var source] ? source : null;
        var wanted = isUpload ? RelayAction.Write : action.Value;
        var actions = wanted == RelayAction.Read
            ? RegistryHttp.Pull
            : head.Method == "DELETE" && !isUpload ? RegistryHttp.Delete : RegistryHttp.Push;
        target = new RelayTarget(
            from is null ? [(head.Repository, wanted)] : [(head.Repository, wanted), (from, RelayAction.Read)],
            from is null
                ? [$"repository:{head.Repository}:{actions}"]
                : [$"repository:{head.Repository}:{actions}", $"repository:{from}:{RegistryHttp.Pull}"]);
        return null;
    }

    private static bool IsOwn(RelayHead head, Uri repository)
    {
        var url = head.Url;
        return url.IsAbsoluteUri && url.Scheme == repository.Scheme && url.Authority == repository.Authority && url.UserInfo.Length == 0
            && url.AbsolutePath.StartsWith(repository.AbsolutePath, StringComparison.Ordinal)
            && PathPattern.IsMatch(url.AbsolutePath[repository.AbsolutePath.Length..]);
    }

    // Nothing percent-encoded and no dots in a row: what a registry's router would read differently.
    [GeneratedRegex(
        @"^(?:manifests/[A-Za-z0-9_][A-Za-z0-9_.:+-]*|blobs/[a-z0-9]+:[0-9a-f]+|blobs/uploads/[A-Za-z0-9_=-]*|tags/list|referrers/[a-z0-9]+:[0-9a-f]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern { get; }

    // As registries read a query: names may be encoded too.
    private static List<string> Values(string query, string name) =>
        [.. query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2))
            .Where(pair => Decode(pair[0]) == name)
            .Select(pair => pair.Length == 2 ? Decode(pair[1]) : "")];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
