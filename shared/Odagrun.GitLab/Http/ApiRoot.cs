namespace Odagrun.GitLab.Http;

/// <summary>
/// Where a GitLab's API is: its address without a trailing slash or <c>/ci</c> (both were usual once), then <c>api/v4/</c>.
/// </summary>
internal static class ApiRoot
{
    public static Uri Of(Uri gitLab)
    {
        var text = gitLab.GetLeftPart(UriPartial.Path).TrimEnd('/');
        if (text.EndsWith("/ci", StringComparison.Ordinal))
        {
            text = text[..^3].TrimEnd('/');
        }

        return new Uri($"{text}/api/v4/");
    }

    public static Uri Of(Uri gitLab, string path) => new(Of(gitLab), path);
}
