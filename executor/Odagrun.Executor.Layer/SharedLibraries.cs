using System.Diagnostics;

namespace Odagrun.Executor.Layer;

/// <summary>
/// Finds the libraries of the building machine that a native program brings along: what <c>ldd</c> names, and what is loaded while it runs.
/// </summary>
internal static class SharedLibraries
{
    // Loaded by name at run time, by .NET (OpenSSL), by glibc (libgcc_s for stopping threads) and by libgit2.
    private static readonly string[] LoadedByName = ["libssl.so.3", "libcrypto.so.3", "libgcc_s.so.1", "libresolv.so.2", "librt.so.1"];

    /// <summary>
    /// One for each name that programs ask for. <paramref name="packages"/> is the directory with Debian's packages for arm64, where the
    /// program is for that; null: this machine's own.
    /// </summary>
    internal static async Task<IReadOnlyList<SharedLibrary>> FindAsync(
        string published, string program, string? packages, CancellationToken cancellationToken)
    {
        if (packages is not null)
        {
            string[] files = [Path.Combine(published, program), .. Directory.EnumerateFiles(published, "*.so")];
            return await ForeignLibraries.FindAsync(packages, [.. files, .. LoadedByName, "ld-linux-aarch64.so.1"], cancellationToken);
        }

        var found = new SortedDictionary<string, FileInfo>(StringComparer.Ordinal);
        var cache = await RunAsync("/sbin/ldconfig", ["-p"], cancellationToken);
        var roots = LoadedByName.Select(name => FromCache(cache, name))
            .Concat(Directory.EnumerateFiles(published, "*.so"))
            .Append(Path.Combine(published, program));
        foreach (var root in roots)
        {
            if (root.StartsWith("/lib/", StringComparison.Ordinal) || root.StartsWith("/usr/lib/", StringComparison.Ordinal))
            {
                found[Path.GetFileName(root)] = new FileInfo(root);
            }

            foreach (var library in await NeededByAsync(root, cache, cancellationToken))
            {
                found[Path.GetFileName(library)] = new FileInfo(library);
            }
        }

        return [.. found.Select(entry => new SharedLibrary(entry.Key, Resolve(entry.Value)))];
    }

    // The executor's own interpreter is not on the building machine; the loader lists for a file what it would load.
    private static async Task<IEnumerable<string>> NeededByAsync(string file, string cache, CancellationToken cancellationToken)
    {
        var loader = FromCache(cache, "ld-linux-x86-64.so.2");
        var listing = await RunAsync(loader, ["--list", file], cancellationToken);
        return listing.Split('\n').SelectMany(line => line.Split(
            ' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) switch
        {
            [_, "=>", "not", ..] => throw new IOException($"{file} needs a library that this machine lacks: {line.Trim()}"),
            [var name, "=>", var path, ..] => [NameKept(name, path)],
            _ => Array.Empty<string>(),
        }).Append(loader);
    }

    // "/.odagrun/lib/ld-linux-x86-64.so.2 => /lib64/ld-linux-x86-64.so.2": the name is what programs ask for.
    private static string NameKept(string name, string path) =>
        Path.GetFileName(name) == Path.GetFileName(path)
            ? path
            : throw new IOException($"the library {name} is found under another name, {path}; the layer needs one name for both");

    private static string FromCache(string cache, string name) =>
        cache.Split('\n').Select(line => line.Split(" => ")).FirstOrDefault(parts => parts.Length == 2
            && parts[0].Trim().StartsWith(name + " ", StringComparison.Ordinal)
            && parts[0].Contains("x86-64", StringComparison.Ordinal))?[1].Trim()
        ?? throw new IOException($"{name} is not on this machine (ldconfig -p): install the Debian packages libc6, libssl3 and libgcc-s1");

    private static FileInfo Resolve(FileInfo link) => link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;

    /// <summary>What a program prints; it must end well.</summary>
    internal static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new IOException($"{program} could not be started");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new IOException($"{program} {string.Join(' ', arguments)} failed ({process.ExitCode}): {await errors}");
    }
}
