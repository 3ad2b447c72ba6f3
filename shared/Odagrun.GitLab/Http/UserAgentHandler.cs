using Odagrun.GitLab.Wire;

namespace Odagrun.GitLab.Http;

/// <summary>Says who calls, in the shape GitLab Runner uses.</summary>
internal sealed class UserAgentHandler : DelegatingHandler
{
    private static readonly string Text =
        $"{RunnerSoftware.Name} {RunnerSoftware.Version} ({RunnerSoftware.Revision}; dotnet{Environment.Version}; {RunnerSoftware.Platform}/{RunnerSoftware.Architecture})";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Remove("User-Agent");
        request.Headers.TryAddWithoutValidation("User-Agent", Text);
        return base.SendAsync(request, cancellationToken);
    }
}
