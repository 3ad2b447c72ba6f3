using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Odagrun.Lab.Board;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.RunnerApi;

namespace Odagrun.Lab.Artifacts;

/// <summary><c>POST /jobs/:id/artifacts</c>: one multipart part named <c>file</c>.</summary>
internal sealed class ArtifactUploadEndpoint(LabBoard board, ArtifactStore store, Tampering tampering)
{
    public async Task ServeAsync(HttpContext context)
    {
        var job = Authorize(context);
        if (job is null)
        {
            await Answers.ForbiddenAsync(context);
            return;
        }

        var type = context.Request.Query["artifact_type"].FirstOrDefault() ?? "archive";
        var format = context.Request.Query["artifact_format"].FirstOrDefault() ?? "zip";
        if (ArtifactTypes.Format(type) is not { } expected)
        {
            await Answers.BadRequestAsync(context, $"artifact_type does not have a valid value: {type}");
            return;
        }

        if (format != expected)
        {
            await Answers.BadRequestAsync(context, $"artifact_format of {type} must be {expected}, not {format}");
            return;
        }

        await ReceiveAsync(context, job, type, format);
    }

    private async Task ReceiveAsync(HttpContext context, Job job, string type, string format)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var media)
            || !media.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            await Answers.BadRequestAsync(context, "the content type must be multipart/form-data");
            return;
        }

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(media.Boundary).Value!, context.Request.Body);
        while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && HeaderUtilities.RemoveQuotes(disposition.Name) == "file")
            {
                var name = HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "artifacts";
                var stored = await store.SaveAsync(job.Id, type, format, name, await ContentAsync(section.Body), context.RequestAborted);
                await FinishAsync(context, job, stored);
                return;
            }
        }

        await Answers.BadRequestAsync(context, "Missing artifacts file!");

        async Task<Stream> ContentAsync(Stream uploaded)
        {
            if (tampering.Archive(job.Name, type) is not { } instead)
            {
                return uploaded;
            }

            await uploaded.CopyToAsync(Stream.Null, context.RequestAborted);
            return new MemoryStream(instead);
        }
    }

    private async Task FinishAsync(HttpContext context, Job job, StoredArtifact? stored)
    {
        if (stored is null)
        {
            var most = board.Options.MaxArtifactBytes.ToString(CultureInfo.InvariantCulture);
            await Answers.MessageAsync(
                context, StatusCodes.Status413PayloadTooLarge, $"413 Request Entity Too Large: the limit is {most} bytes");
            return;
        }

        var dotenv = stored.Type == "dotenv" ? await DotenvReport.ReadAsync(stored.Path, context.RequestAborted) : null;
        if (dotenv?.Error is { } error)
        {
            await Answers.BadRequestAsync(context, error);
            return;
        }

        var isDuplicate = false;
        lock (board.Gate)
        {
            // The same file again is a lost answer; another one of the same type is an error.
            var earlier = job.Artifacts.FirstOrDefault(artifact => artifact.Type == stored.Type);
            isDuplicate = earlier is not null && earlier.Sha256 != stored.Sha256;
            if (earlier is null)
            {
                job.Artifacts.Add(stored);
                job.Dotenv.AddRange(dotenv?.Variables ?? []);
                board.Changed();
            }
        }

        await (isDuplicate
            ? Answers.BadRequestAsync(context, "another artifact of the same type already exists")
            : Answers.PlainAsync(context, StatusCodes.Status201Created));
    }

    private Job? Authorize(HttpContext context)
    {
        lock (board.Gate)
        {
            var job = JobAuthentication.Find(board, context);
            if (job is null)
            {
                return null;
            }

            JobAuthentication.Describe(board, context, job);
            job.Ledger.CallsAfterEnd += job.Status.IsFinished() ? 1 : 0;
            return job.Status.IsActive() ? job : null;
        }
    }
}
