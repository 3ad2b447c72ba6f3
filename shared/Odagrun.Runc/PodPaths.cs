using System.Security.Cryptography;
using System.Text;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Runc;

/// <summary>The files of one pod. They are all that any process knows of it.</summary>
internal sealed record PodPaths(JobName Job, string Directory, string Signals, string RuncState)
{
    /// <summary>Diff ids of the layers, one a line: they are not swept while the pod is there.</summary>
    public const string LayersFile = "layers";

    /// <summary>The name of <see cref="Lock"/>.</summary>
    public const string LockFile = "lock";

    /// <summary>Held by whoever makes the pod, then by its supervisor until the end.</summary>
    public string Lock => In(LockFile);

    /// <summary>
    /// The name of the pod's control group. Control groups are the machine's: jobs of other installations may have the same number and
    /// runner, and the removal of one would freeze and kill the other, so the pod's directory is part of it.
    /// </summary>
    public string ControlGroup => $"{Job}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Directory)).AsSpan(0, 6))}";

    /// <summary>Written by the supervisor as its first act, with its process id.</summary>
    public string Started => In("started");

    /// <summary>Tells whoever is making the pod to give up.</summary>
    public string Cancelled => In("cancelled");

    /// <summary>The container's init, written by runc when it runs.</summary>
    public string ProcessId => Path.Combine(Signals, Job + ".pid");

    /// <summary>How it ended, written by the supervisor.</summary>
    public string Exit => Path.Combine(Signals, Job + ".exit");

    /// <summary>How long it may run.</summary>
    public string Deadline => In("deadline");

    public string Layers => In(LayersFile);

    public string Bundle => In("bundle");

    public string RuntimeConfig => Path.Combine(Bundle, "config.json");

    public string RootFs => In("rootfs");

    public string Upper => In("upper");

    public string Work => In("work");

    /// <summary>Links to the layers, with names so short that all fit into one mount option.</summary>
    public string LayerLinks => In("l");

    public string Envelope => In("envelope");

    public string TerminationLog => In("termination-log");

    /// <summary>The container's /etc/hosts.</summary>
    public string Hosts => In("hosts");

    /// <summary>What the container printed, and the supervisor.</summary>
    public string Output => In("output");

    /// <summary>runc's own log, JSON lines.</summary>
    public string RuncLog => In("runc.log");

    /// <summary>runc's state of the container.</summary>
    public string ContainerState => Path.Combine(RuncState, Job.ToString(), "state.json");

    private string In(string name) => Path.Combine(Directory, name);
}
