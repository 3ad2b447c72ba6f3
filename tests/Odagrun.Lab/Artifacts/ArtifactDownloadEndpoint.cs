using System.Globalization;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.RunnerApi;

namespace Odagrun.Lab.Artifacts;

/// <summary><c>GET /jobs/:id/artifacts</c>: the archive of an earlier job of the same project, for a job that runs.</summary>
internal sealed class ArtifactDownloadEndpoint(LabBoard board, StorageLinks links)
{
    public async Task ServeAsync(HttpContext context)
    {
        var (status, archive) = Find(context);
        if (archive is null)
        {
            await Answers.MessageAsync(context, status, status == StatusCodes.Status404NotFound ? "404 Not found" : "403 Forbidden");
            return;
        }

        if (board.Options.DirectDownload && context.Request.Query["direct_download"] == "true")
        {
            context.Response.Redirect(links.Create(archive));
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = archive.Size;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{archive.FileName}\"";
        await context.Response.SendFileAsync(archive.Path, context.RequestAborted);
    }

    private (int Status, StoredArtifact? Archive) Find(HttpContext context)
    {
        var token = context.Request.Headers["JOB-TOKEN"].ToString();
        lock (board.Gate)
        {
            var reader = board.Jobs.Values.FirstOrDefault(job => job.Token == token && job.Status.IsActive());
            if (reader is null)
            {
                return (StatusCodes.Status403Forbidden, null);
            }

            var found = long.TryParse((string?)context.Request.RouteValues["id"], CultureInfo.InvariantCulture, out var id)
                && board.Jobs.TryGetValue(id, out var job) && job.Pipeline.Project == reader.Pipeline.Project ? job : null;
            var archive = found?.Artifacts.FirstOrDefault(artifact => artifact.Type == "archive");
            return (StatusCodes.Status404NotFound, archive);
        }
    }
}
