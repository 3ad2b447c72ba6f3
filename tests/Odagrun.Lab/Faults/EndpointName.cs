using System.Globalization;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Git;

namespace Odagrun.Lab.Faults;

/// <summary>Names a request's endpoint, for faults and transcripts.</summary>
internal readonly record struct EndpointName(string Name, long? Job)
{
    public static EndpointName Of(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (GitEndpoint.Matches(context))
        {
            return new("git", null);
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", "v4", "runners", "verify"] => new("verify", null),
            ["api", "v4", "jobs", "request"] => new("jobs_request", null),
            ["api", "v4", "jobs", var id] => new("job_update", Number(id)),
            ["api", "v4", "jobs", var id, "trace"] => new("trace", Number(id)),
            ["api", "v4", "jobs", var id, "artifacts"] =>
                new(context.Request.Method == "POST" ? "artifacts_upload" : "artifacts_download", Number(id)),
            ["storage", ..] => new("storage", null),
            _ => new("other", null),
        };
    }

    private static long? Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
