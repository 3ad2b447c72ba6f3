using Microsoft.Extensions.Options;

namespace Odagrun.Runc;

/// <summary>Finds everything that is wrong with the section at once; each message has the key, the value and what to do.</summary>
internal sealed class RuncOptionsValidator : IValidateOptions<RuncOptions>
{
    public ValidateOptionsResult Validate(string? name, RuncOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(RuncOptions options)
    {
        if (!Path.IsPathFullyQualified(options.Directory))
        {
            yield return Problem(
                nameof(options.Directory), options.Directory, "name an absolute path on a disk with room for images and jobs");
        }

        if (Programs.Find(options.Binary) is null)
        {
            yield return Problem(
                nameof(options.Binary), options.Binary, "no such program; install Debian's package runc, or name its path");
        }

        if (options.Uid is < 1 or > 65533)
        {
            yield return Problem(nameof(options.Uid), options.Uid, "name a user from 1 to 65533; containers never run as root");
        }

        if (!options.CgroupParent.StartsWith('/') || options.CgroupParent.Contains("..", StringComparison.Ordinal)
            || options.CgroupParent.Length < 2)
        {
            yield return Problem(
                nameof(options.CgroupParent), options.CgroupParent, "name a control group from the root, for example /odagrun");
        }

        foreach (var (key, value, least) in Numbers(options))
        {
            if (value < least)
            {
                yield return Problem(key, value, $"set at least {least}");
            }
        }
    }

    private static IEnumerable<(string Key, long Value, long Least)> Numbers(RuncOptions options) =>
    [
        (nameof(options.MaxPods), options.MaxPods, 0),
        (nameof(options.MemoryBytes), options.MemoryBytes ?? long.MaxValue, 4 << 20),
        (nameof(options.CpuMillis), options.CpuMillis ?? long.MaxValue, 10),
        (nameof(options.MaxProcesses), options.MaxProcesses ?? long.MaxValue, 1),
        (nameof(options.SharedMemoryBytes), options.SharedMemoryBytes, 1 << 16),
        (nameof(options.Grace), (long)options.Grace.TotalSeconds, 0),
        (nameof(options.Overtime), (long)options.Overtime.TotalSeconds, 0),
        (nameof(options.LayerCacheBytes), options.LayerCacheBytes, 0),
        (nameof(options.ImageCacheBytes), options.ImageCacheBytes, 0),
        (nameof(options.CacheAge), (long)options.CacheAge.TotalSeconds, 60),
        (nameof(options.OutputBytes), options.OutputBytes, 4096),
        (nameof(options.ParallelLayers), options.ParallelLayers, 1),
    ];

    private static string Problem(string key, object value, string remedy) => $"{RuncOptions.Section}:{key} is '{value}': {remedy}";
}
