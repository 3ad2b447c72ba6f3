using System.Globalization;
using Microsoft.Extensions.Options;
using Odagrun.Oci.References;
using Odagrun.Runc.Cgroups;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>Starts the process that looks after a pod (see supervise.sh).</summary>
internal sealed class Supervisor(StorePaths paths, IOptions<RuncOptions> options, Children children)
{
    private const string Resource = "Odagrun.Runc.supervise.sh";

    private const long OutputBlock = 4096;

    private readonly Lazy<string> _script = new(() => Install(paths));

    /// <summary>Starts it; the pod's lock goes with it.</summary>
    /// <exception cref="IOException">The system refuses a process.</exception>
    public void Start(PodPaths pod, TimeSpan timeout, RunMode mode, CgroupPlan? cgroups, string overlay, FileLock claim)
    {
        var seconds = Math.Ceiling((timeout + options.Value.Overtime).TotalSeconds);
        string[] arguments =
        [
            .. mode.Unshare, "--", "/bin/sh", _script.Value,
            pod.Directory, pod.Job.ToString(), Programs.Find(options.Value.Binary) ?? options.Value.Binary, pod.RuncState, pod.Signals,
            Text(seconds), Text(Math.Max(1, Math.Ceiling(options.Value.Grace.TotalSeconds))),
            cgroups is null ? "true" : "false",
            cgroups is null ? "" : $"{cgroups.MemoryDirectory}/{pod.ControlGroup}",
            overlay,
            Text(Math.Max(1, options.Value.OutputBytes / 2 / OutputBlock)),
        ];

        // Nothing of our own environment: it holds what no job's process may see.
        var unshare = Programs.Find("unshare") ?? "/usr/bin/unshare";
        children.Reap();
        children.Add(DetachedProcess.Start(unshare, arguments, ["PATH=" + Programs.SearchPath, "LC_ALL=C"], pod.Output, claim.Handle));
    }

    // A shell reads its script as it goes: a running one is never changed, a new version has a new name.
    private static string Install(StorePaths paths)
    {
        using var resource = typeof(Supervisor).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the assembly");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        var script = Path.Combine(paths.Root, $"supervise-{Digest.Of(content.ToArray()).Hex[..12]}.sh");
        if (!File.Exists(script))
        {
            var partial = $"{script}.{Guid.NewGuid():N}";
            File.WriteAllBytes(partial, content.ToArray());
            File.Move(partial, script, overwrite: true);
        }

        return script;
    }

    private static string Text(double number) => number.ToString("F0", CultureInfo.InvariantCulture);
}
