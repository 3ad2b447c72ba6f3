using System.CommandLine;
using System.CommandLine.Parsing;

namespace Odagrun.Cli;

/// <summary>An option that is an address of GitLab.</summary>
internal static class UrlOption
{
    public static Option<Uri> Create(string name) =>
        new(name) { Description = "GitLab's address.", Required = true, CustomParser = Parse };

    private static Uri? Parse(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https" }
            && url.UserInfo.Length == 0 && url.Query.Length == 0)
        {
            return url;
        }

        result.AddError("GitLab's address must be http or https, without user, password and query");
        return null;
    }
}
