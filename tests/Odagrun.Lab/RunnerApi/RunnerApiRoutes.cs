using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Odagrun.Lab.Artifacts;

namespace Odagrun.Lab.RunnerApi;

/// <summary>Paths of the runner API.</summary>
internal sealed class RunnerApiRoutes(
    VerifyEndpoint verify,
    JobRequestEndpoint request,
    JobUpdateEndpoint update,
    TraceEndpoint trace,
    ArtifactUploadEndpoint upload,
    ArtifactDownloadEndpoint download)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v4/runners/verify", verify.ServeAsync);
        app.MapPost("/api/v4/jobs/request", request.ServeAsync);
        app.MapPut("/api/v4/jobs/{id:long}", update.ServeAsync);
        app.MapPatch("/api/v4/jobs/{id:long}/trace", trace.ServeAsync);
        app.MapPost("/api/v4/jobs/{id:long}/artifacts", upload.ServeAsync);
        app.MapGet("/api/v4/jobs/{id:long}/artifacts", download.ServeAsync);
    }
}
