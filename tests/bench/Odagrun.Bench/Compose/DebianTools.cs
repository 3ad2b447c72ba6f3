using Odagrun.Stack.Processes;

namespace Odagrun.Bench.Compose;

/// <summary>
/// Programs to compare with, out of Debian's packages, unpacked into a cache of the user's own: apt gets private directories, so
/// that neither its configuration nor what is installed changes.
/// </summary>
internal sealed class DebianTools
{
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    private const string Mirror = "http://deb.debian.org/debian";

    // crane is in no stable release yet; the libraries are those that the programs beside it need beyond a small Debian's.
    private static readonly string[] Packages =
        ["crane/sid", "skopeo/bookworm", "buildah/bookworm", "libgpgme11/bookworm", "libassuan0/bookworm", "libdevmapper1.02.1/bookworm",
            "libsubid4/bookworm"];

    private readonly string _directory = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "odagrun-bench");

    /// <summary>Where they are unpacked.</summary>
    public string Root => Path.Combine(_directory, "root");

    /// <summary>The libraries that came with them.</summary>
    public IReadOnlyDictionary<string, string> LibraryPath => new Dictionary<string, string>
    {
        ["LD_LIBRARY_PATH"] = $"{Root}/usr/lib/x86_64-linux-gnu:{Root}/lib/x86_64-linux-gnu",
    };

    /// <summary>Null when all are there; else why not.</summary>
    public async Task<string?> FetchAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Program("crane")) && File.Exists(Program("skopeo")) && File.Exists(Program("buildah")))
        {
            return null;
        }

        foreach (var part in new[] { "state/lists/partial", "cache/archives/partial", "debs", "root" })
        {
            Directory.CreateDirectory(Path.Combine(_directory, part));
        }

        await File.WriteAllLinesAsync(
            SourceList, new[] { "sid", "bookworm" }.Select(suite => $"deb [signed-by={Keyring}] {Mirror} {suite} main"), cancellationToken);
        return await RunAsync("apt-get", [.. AptOptions, "update"], cancellationToken)
            ?? await RunAsync("apt-get", [.. AptOptions, "download", .. Packages], cancellationToken)
            ?? await UnpackAsync(cancellationToken);
    }

    /// <summary>The path of a program.</summary>
    public string Program(string name) => Path.Combine(Root, "usr/bin", name);

    private string SourceList => Path.Combine(_directory, "sources.list");

    private string[] AptOptions =>
    [
        "-q", "-o", $"Dir::Etc::SourceList={SourceList}", "-o", "Dir::Etc::SourceParts=/dev/null", "-o", $"Dir::State={_directory}/state",
        "-o", $"Dir::Cache={_directory}/cache", "-o", "Dir::State::status=/var/lib/dpkg/status", "-o", "APT::Sandbox::User=root",
    ];

    private async Task<string?> UnpackAsync(CancellationToken cancellationToken)
    {
        foreach (var package in Directory.GetFiles(Path.Combine(_directory, "debs"), "*.deb"))
        {
            if (await RunAsync("dpkg", ["-x", package, Root], cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<string?> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            await using var process = ChildProcess.Start(
                new ProcessSpec(program, arguments) { WorkingDirectory = Path.Combine(_directory, "debs") });
            return await process.WaitAsync(cancellationToken) == 0 ? null : $"{program} {arguments[^1]}: {LastLine(process.Output)}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"{program} cannot be started: {e.Message}";
        }
    }

    /// <summary>The last thing a program said.</summary>
    public static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
}
