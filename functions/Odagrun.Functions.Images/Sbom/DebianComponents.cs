using System.Diagnostics;

namespace Odagrun.Functions.Images.Sbom;

/// <summary>The Debian packages that files of this machine belong to, as dpkg tells.</summary>
internal static class DebianComponents
{
    public static async Task<IReadOnlyList<BomComponent>> OwnersAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var packages = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            packages.UnionWith(await OwnersAsync(file, cancellationToken));
        }

        var listing = packages.Count == 0
            ? ""
            : await RunAsync(["-W", "-f=${Package} ${Version} ${Architecture}\n", .. packages], cancellationToken);
        return [.. Read(listing)];
    }

    /// <summary>Those that 'tests/tools/install.sh arm64' has unpacked, and noted in the same form.</summary>
    public static async Task<IReadOnlyList<BomComponent>> UnpackedAsync(string packages, CancellationToken cancellationToken) =>
        [.. Read(await File.ReadAllTextAsync(Path.Combine(packages, "packages"), cancellationToken))];

    private static IEnumerable<BomComponent> Read(
        string listing) => listing.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
        .Select(parts => new BomComponent(
            "library", parts[0], parts[1], $"pkg:deb/debian/{parts[0]}@{Uri.EscapeDataString(parts[1])}?arch={parts[2]}"));

    // /lib is a link to /usr/lib: dpkg may know a file under the one name or the other. What no package owns was made here.
    private static async Task<IEnumerable<string>> OwnersAsync(string file, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[file, file.StartsWith("/usr/", StringComparison.Ordinal) ? file[4..] : "/usr" + file])
        {
            if (await RunAsync(["-S", name], cancellationToken) is { Length: > 0 } owners)
            {
                return owners.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")[0].Split(',')[0]);
            }
        }

        return file.EndsWith("ca-certificates.crt", StringComparison.Ordinal) ? ["ca-certificates"] : [];
    }

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dpkg-query", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new IOException("dpkg-query could not be started");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await errors;
        await process.WaitForExitAsync(cancellationToken);
        return output;
    }
}
