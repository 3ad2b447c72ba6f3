using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;

namespace Odagrun.Lab.Artifacts;

/// <summary>
/// The "object storage" on a port of its own: serves what a redirect named, once and without a token. A token sent there is a
/// leak, and is counted.
/// </summary>
internal sealed class StorageLinks(LabBoard board)
{
    private static readonly string[] Secrets = ["JOB-TOKEN", "RUNNER-TOKEN", "PRIVATE-TOKEN", "Authorization"];

    private readonly ConcurrentDictionary<string, StoredArtifact> _links = [];
    private int _leaks;

    /// <summary>Requests that carried a GitLab token or credentials to the storage.</summary>
    public int Leaks => Volatile.Read(ref _leaks);

    public string Create(StoredArtifact artifact)
    {
        var key = Guid.NewGuid().ToString("N");
        _links[key] = artifact;
        return $"{board.StorageUrl}/storage/{key}";
    }

    public async Task ServeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (Secrets.Any(headers.ContainsKey))
        {
            Interlocked.Increment(ref _leaks);
        }

        var key = context.Request.Path.Value!.Split('/')[^1];
        if (!_links.TryGetValue(key, out var artifact))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync(
                "<Error><Code>NoSuchKey</Code><Message>no such object</Message></Error>", context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = artifact.Size;
        await context.Response.SendFileAsync(artifact.Path, context.RequestAborted);
    }
}
