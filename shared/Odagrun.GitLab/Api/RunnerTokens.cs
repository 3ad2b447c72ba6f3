using System.Text.RegularExpressions;

namespace Odagrun.GitLab.Api;

/// <summary>Rules for runner tokens.</summary>
public static partial class RunnerTokens
{
    /// <summary>
    /// Strips the known prefixes (<c>glrt-</c>, <c>glrt-t1_</c>, <c>glrtr-</c>, <c>glcbt-</c>, <c>GR</c> and seven hex digits) and keeps
    /// nine characters.
    /// </summary>
    public static string Shorten(string token)
    {
        var rest = Prefix().Replace(token, "", 1);
        return rest.Length <= 9 ? rest : rest[..9];
    }

    [GeneratedRegex("^(glrt-(t[123]_)?|t[123]_|glrtr-|glcbt-|GR[0-9a-fA-F]{7})", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
