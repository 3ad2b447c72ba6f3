namespace Odagrun.Kubernetes.Api;

/// <summary>What a request asks of the API server, in the words of a Role: verb, resource (with its group), namespace, name.</summary>
internal sealed record ApiCall(string Verb, string Resource, string? Namespace, string? Name)
{
    /// <summary>Whether the answer is a stream of changes.</summary>
    public bool IsWatch => Verb == "watch";

    /// <summary>Reads method and address of a request.</summary>
    public static ApiCall Of(HttpRequestMessage request)
    {
        var uri = request.RequestUri ?? throw new ArgumentException("a request without an address", nameof(request));
        string[] path = [.. uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

        // Proxies put their own path before the API's.
        var begin = Array.FindIndex(path, segment => segment is "api" or "apis");
        if (begin < 0)
        {
            return new ApiCall(request.Method.Method.ToLowerInvariant(), uri.AbsolutePath, null, null);
        }

        var hasGroup = path[begin] == "apis";
        var group = hasGroup ? path.ElementAtOrDefault(begin + 1) : null;
        string[] rest = path[Math.Min(path.Length, begin + (hasGroup ? 3 : 2))..];
        var isNamespaced = rest is ["namespaces", _, _, ..];
        string[] target = isNamespaced ? rest[2..] : rest;
        var resource = target.ElementAtOrDefault(0) ?? "";
        var name = target.ElementAtOrDefault(1);
        var part = target.Length > 2 ? "/" + target[2] : "";
        return new ApiCall(
            VerbOf(request.Method, name, uri.Query), resource + (group is null ? "" : "." + group) + part, isNamespaced ? rest[1] : null,
            name);
    }

    /// <summary>For people: <c>create jobs.batch ci/odagrun-a-1</c>.</summary>
    public override string ToString() =>
        $"{Verb} {Resource}{(Namespace is null && Name is null ? "" : " ")}{Namespace}{(Namespace is null || Name is null ? "" : "/")}{Name}";

    private static string VerbOf(HttpMethod method, string? name, string query) => method.Method switch
    {
        "GET" when query.Contains("watch=true", StringComparison.Ordinal) => "watch",
        "GET" => name is null ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "DELETE" => name is null ? "deletecollection" : "delete",
        var other => other.ToLowerInvariant(),
    };
}
