using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;

namespace Odagrun.Runc.Cgroups;

/// <summary>Control groups of this machine, version 2 or 1: whether we may make some, and the removal of left ones.</summary>
internal sealed class CgroupHost
{
    private const string MountPoint = "/sys/fs/cgroup";

    private readonly RuncOptions _options;
    private readonly Lazy<CgroupPlan?> _plan;

    public CgroupHost(IOptions<RuncOptions> options, ILogger<CgroupHost> logger)
    {
        _options = options.Value;
        _plan = new Lazy<CgroupPlan?>(() => Find(logger));
    }

    /// <summary>Null: pods run without limits.</summary>
    /// <exception cref="PodStartException">Limits are required and can't be had.</exception>
    public CgroupPlan? Plan(bool isUserNamespace)
    {
        var plan = isUserNamespace ? null : _plan.Value;
        return plan is null && _options.Cgroups == CgroupUse.Required
            ? throw new PodStartException(
                PodFailure.StartError,
                $"{RuncOptions.Section}:{nameof(RuncOptions.Cgroups)} is Required, and control groups can't be made below {MountPoint}{_options.CgroupParent}")
            : plan;
    }

    /// <summary>Removes the groups of a pod whose processes are gone; false while some are not gone yet.</summary>
    public bool Remove(string pod)
    {
        var left = Hierarchies().Select(hierarchy => hierarchy + _options.CgroupParent + "/" + pod).Where(Directory.Exists).ToList();
        foreach (var group in left)
        {
            try
            {
                // A group's files are not files: only the directory itself is removed.
                Directory.Delete(group, recursive: false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return !Directory.Exists(group);
            }
        }

        return true;
    }

    private static bool IsVersion2 => File.Exists(Path.Combine(MountPoint, "cgroup.controllers"));

    private static IEnumerable<string> Hierarchies() =>
        IsVersion2 ? [MountPoint] : Directory.Exists(MountPoint) ? Directory.EnumerateDirectories(MountPoint) : [];

    private CgroupPlan? Find(ILogger logger)
    {
        if (_options.Cgroups == CgroupUse.Off)
        {
            return null;
        }

        try
        {
            string[] needed = IsVersion2 ? [MountPoint] : [MountPoint + "/memory", MountPoint + "/cpu", MountPoint + "/pids"];
            if (needed.FirstOrDefault(hierarchy => !Directory.Exists(hierarchy)) is { } missing)
            {
                logger.NoCgroups($"{missing} is not mounted");
                return null;
            }

            foreach (var hierarchy in needed)
            {
                Directory.CreateDirectory(hierarchy + _options.CgroupParent);
            }

            var memory = needed[0] + _options.CgroupParent;
            return new CgroupPlan(
                _options.CgroupParent, memory, File.Exists(memory + (IsVersion2 ? "/memory.swap.max" : "/memory.memsw.limit_in_bytes")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.NoCgroups(e.Message);
            return null;
        }
    }
}
