using System.Globalization;
using Odagrun.Executor.Git.Fetching;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Git.Reading;

/// <summary>
/// Reads <c>git_info</c> and the GIT_* variables. A value that makes no sense gives a warning and the default: a job does not fail for it.
/// </summary>
internal sealed class GitRequestReader(Func<string, string?> variable, Action<string> warn)
{
    /// <summary>Null where the payload says nothing of a repository.</summary>
    internal GitRequest? Read(JobPayload payload, string projectDirectory, IReadOnlyList<string> certificateFiles)
    {
        if (payload.GitInfo is not { RepoUrl.Length: > 0, Sha.Length: > 0 } info)
        {
            return null;
        }

        return new()
        {
            ProjectDirectory = projectDirectory,
            Url = info.RepoUrl,
            Sha = info.Sha,
            Ref = info.Ref ?? "",
            Refspecs = info.Refspecs ?? [],
            Depth = Math.Max(info.Depth ?? 0, 0),
            Strategy = Choice("GIT_STRATEGY", payload.AllowGitFetch ? GitStrategy.Fetch : GitStrategy.Clone),
            Checkout = Switch("GIT_CHECKOUT", true),
            Clean = CleanFlagsReader.Read(Value("GIT_CLEAN_FLAGS"), warn),
            Submodules = ReadSubmodules(),
            CertificateFiles = certificateFiles,
            VerifyTls = !Switch("GIT_SSL_NO_VERIFY", false),
            Proxy = ProxyReader.Read(RemoteUrl.Parse(info.RepoUrl).Address, variable),
            ObjectFormat = info.RepoObjectFormat is { Length: > 0 } format ? format : "sha1",
        };
    }

    private SubmoduleOptions ReadSubmodules() => new()
    {
        Strategy = Choice("GIT_SUBMODULE_STRATEGY", SubmoduleStrategy.None),
        Depth = Number("GIT_SUBMODULE_DEPTH"),
        Paths = Value("GIT_SUBMODULE_PATHS")?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        ForceHttps = Switch("GIT_SUBMODULE_FORCE_HTTPS", false),
    };

    private string? Value(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Value(name) is not { } value)
        {
            return otherwise;
        }

        foreach (var choice in Enum.GetValues<T>())
        {
            if (choice.ToString().Equals(value, StringComparison.OrdinalIgnoreCase))
            {
                return choice;
            }
        }

        warn(
            $"{name} is '{value}', which is none of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}; taking {otherwise.ToString().ToLowerInvariant()}");
        return otherwise;
    }

    private bool Switch(string name, bool otherwise)
    {
        switch (Value(name)?.ToLowerInvariant())
        {
            case null:
                return otherwise;
            case "true" or "t" or "1" or "yes" or "on":
                return true;
            case "false" or "f" or "0" or "no" or "off":
                return false;
            case var value:
                warn($"{name} is '{value}', which is neither true nor false; taking {(otherwise ? "true" : "false")}");
                return otherwise;
        }
    }

    private int? Number(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        warn($"{name} is '{value}', which is no number; left aside");
        return null;
    }
}
