using System.Globalization;
using Odagrun.Executor.Git.Fetching;
using Odagrun.Executor.Git.Reading;

namespace Odagrun.Executor.Git;

/// <summary>The command line of <c>get-sources</c>.</summary>
internal sealed class GetSourcesOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _refspecs = [];
    private readonly List<string> _certificates = [];
    private readonly HashSet<string> _switches = new(StringComparer.Ordinal);

    internal bool Describe => _switches.Contains("--describe");

    internal bool Untracked => _switches.Contains("--untracked");

    /// <summary>Null, or what is wrong.</summary>
    internal string? Read(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (name is "--describe" or "--untracked" or "--no-checkout")
            {
                _switches.Add(name);
                continue;
            }

            if (name is not ("--url" or "--sha" or "--directory" or "--ref" or "--refspec" or "--depth" or "--strategy" or "--clean"
                or "--submodules" or "--ca-file"))
            {
                return $"'{name}' is not known; --help tells what is";
            }

            if (++i == arguments.Count)
            {
                return $"{name} needs a value";
            }

            Store(name, arguments[i]);
        }

        return Check();
    }

    internal GitRequest ToRequest(string? login, Action<string> warn)
    {
        var url = _values["--url"];
        if (login?.Split(':', 2) is [var user, var password] && RemoteUrl.TryParseHttp(url, out var uri))
        {
            url =
                $"{uri.Scheme}://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@{url[(uri.Scheme.Length + "://".Length)..]}";
        }

        return new()
        {
            ProjectDirectory = Path.GetFullPath(_values["--directory"]),
            Url = url,
            Sha = _values["--sha"],
            Ref = _values.GetValueOrDefault("--ref", ""),
            Refspecs = _refspecs,
            Depth = Depth() ?? 0,
            Strategy = Choice<GitStrategy>("--strategy") ?? GitStrategy.Fetch,
            Checkout = !_switches.Contains("--no-checkout"),
            Clean = CleanFlagsReader.Read(_values.GetValueOrDefault("--clean"), warn),
            Submodules = new() { Strategy = Choice<SubmoduleStrategy>("--submodules") ?? SubmoduleStrategy.None },
            CertificateFiles = _certificates,
        };
    }

    private void Store(string name, string value)
    {
        switch (name)
        {
            case "--refspec":
                _refspecs.Add(value);
                break;
            case "--ca-file":
                _certificates.Add(value);
                break;
            default:
                _values[name] = value;
                break;
        }
    }

    private string? Check() =>
        ((string[])["--url", "--sha", "--directory"]).FirstOrDefault(
            name => !_values.ContainsKey(name)) is { } missing ? $"{missing} is missing"
        : _values.ContainsKey("--depth") && Depth() is null ? "--depth is no number"
        : _values.ContainsKey("--strategy") && Choice<GitStrategy>("--strategy") is null ? "--strategy is none of fetch, clone, none, empty"
        : _values.ContainsKey("--submodules")
            && Choice<SubmoduleStrategy>("--submodules") is null ? "--submodules is none of none, normal, recursive"
        : null;

    private int? Depth() =>
        int.TryParse(_values.GetValueOrDefault("--depth"), NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth : null;

    private T? Choice<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(_values.GetValueOrDefault(name), ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : null;
}
