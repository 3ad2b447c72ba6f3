using Odagrun.Lab.Transcript;

namespace Odagrun.Lab.Web;

/// <summary>A request as the API tells it: without headers and bodies, for they hold tokens.</summary>
internal sealed record TranscriptEntry(
    long Number, DateTimeOffset At, string Method, string Path, string Query, string Endpoint, long? JobId, int Status)
{
    public static TranscriptEntry Of(RecordedRequest request) =>
        new(request.Number, request.At, request.Method, request.Path, request.Query, request.Endpoint, request.JobId, request.Status);
}
