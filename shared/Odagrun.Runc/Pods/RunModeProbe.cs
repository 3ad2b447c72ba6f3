using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;

namespace Odagrun.Runc.Pods;

/// <summary>Finds out once, by trying, which namespaces and mounts this machine lets us have.</summary>
internal sealed class RunModeProbe(
    StorePaths paths, HostRights rights, IOptions<RuncOptions> options, ILogger<RunModeProbe> logger) : IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private RunMode? _mode;

    /// <exception cref="PodStartException">There are no namespaces for us.</exception>
    public async Task<RunMode> GetAsync(CancellationToken cancellationToken)
    {
        if (_mode is { } known)
        {
            return known;
        }

        await _once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _mode ??= await ProbeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    private async Task<RunMode> ProbeAsync(CancellationToken cancellationToken)
    {
        foreach (var candidate in Candidates())
        {
            if (await SucceedsAsync([.. candidate.Unshare, "true"], cancellationToken).ConfigureAwait(false))
            {
                var mode = candidate with
                {
                    OverlayOptions = await OverlayOptionsAsync(candidate, cancellationToken).ConfigureAwait(false),
                };
                logger.Mode(mode.ToString());
                return mode;
            }
        }

        throw new PodStartException(
            PodFailure.StartError,
            "this machine lets us make neither mount nor user namespaces (unshare): run as root, or allow user namespaces (sysctl user.max_user_namespaces)");
    }

    private IEnumerable<RunMode> Candidates()
    {
        if (rights.IsRoot)
        {
            yield return new RunMode(["--mount"], IsUserNamespace: false, HasOtherUsers: true, OverlayOptions: null);
        }

        if (Programs.Find("newuidmap") is not null)
        {
            yield return new RunMode(
                ["--user", "--map-root-user", "--map-auto", "--mount"], IsUserNamespace: true, HasOtherUsers: true, OverlayOptions: null);
        }

        yield return new RunMode(
            ["--user", "--map-root-user", "--mount"], IsUserNamespace: true, HasOtherUsers: false, OverlayOptions: null);
    }

    private async Task<string?> OverlayOptionsAsync(RunMode mode, CancellationToken cancellationToken)
    {
        if (!options.Value.Overlay)
        {
            return null;
        }

        var scratch = Path.Combine(paths.Root, $".probe-{Guid.NewGuid():N}");
        try
        {
            foreach (var name in new[] { "a", "b", "upper", "work", "rootfs" })
            {
                Directory.CreateDirectory(Path.Combine(scratch, name));
            }

            // volatile: a job's disk need not survive the machine, so nobody waits for its fsync.
            var place = scratch.Replace("'", "'\\''", StringComparison.Ordinal);
            foreach (var further in new[] { "userxattr,volatile", "userxattr" })
            {
                var mount = $"cd '{place}' && mount -n -i -t overlay -o lowerdir=a:b,upperdir=upper,workdir=work,{further} overlay rootfs";
                if (await SucceedsAsync([.. mode.Unshare, "sh", "-c", mount], cancellationToken).ConfigureAwait(false))
                {
                    return further;
                }
            }

            return null;
        }
        finally
        {
            DirectoryRemoval.Remove(scratch);
        }
    }

    private static async Task<bool> SucceedsAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                Programs.Find("unshare") ?? "unshare", arguments)
            { RedirectStandardError = true, RedirectStandardOutput = true },
        };
        process.StartInfo.Environment["PATH"] = Programs.SearchPath;
        process.Start();
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0;
    }
}
