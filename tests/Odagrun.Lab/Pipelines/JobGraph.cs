namespace Odagrun.Lab.Pipelines;

/// <summary>Checks that needs and dependencies lead to jobs that come earlier; drops optional ones that are not there.</summary>
internal static class JobGraph
{
    private const int MostNeeds = 50;

    public static IReadOnlyList<CiJob> Check(IReadOnlyList<CiJob> jobs, List<string> errors)
    {
        foreach (var twice in jobs.GroupBy(job => job.Name).Where(group => group.Count() > 1))
        {
            errors.Add($"jobs:{twice.Key}: the name is used {twice.Count()} times");
        }

        var checkedJobs = jobs.Select(job => CheckJob(job, jobs, errors)).ToList();
        if (errors.Count == 0 && Circle(checkedJobs) is { } circle)
        {
            errors.Add($"jobs:{circle}: needs go in a circle");
        }

        return checkedJobs;
    }

    private static CiJob CheckJob(CiJob job, IReadOnlyList<CiJob> jobs, List<string> errors)
    {
        foreach (var name in job.Dependencies ?? [])
        {
            var target = Named(jobs, name).FirstOrDefault();
            if (target is null)
            {
                errors.Add($"jobs:{job.Key}: dependencies names '{name}', which is not in the pipeline");
            }
            else if (target.StageIndex >= job.StageIndex && job.Needs is null)
            {
                errors.Add($"jobs:{job.Key}: dependencies names '{name}', which is not in an earlier stage");
            }
        }

        if (job.Needs is not { } needs)
        {
            return job;
        }

        if (needs.Count > MostNeeds)
        {
            errors.Add($"jobs:{job.Key}: needs has {needs.Count} entries; {MostNeeds} are allowed");
        }

        foreach (var need in needs.Where(need => !need.Optional || Named(jobs, need.Job).Any()))
        {
            CheckNeed(job, need, jobs, errors);
        }

        return job with { Needs = [.. needs.Where(need => Named(jobs, need.Job).Any())] };
    }

    private static void CheckNeed(CiJob job, CiNeed need, IReadOnlyList<CiJob> jobs, List<string> errors)
    {
        var target = Named(jobs, need.Job).FirstOrDefault();
        if (target is null)
        {
            errors.Add(
                $"jobs:{job.Key}: needs names '{need.Job}', which is not in the pipeline; say 'optional: true' if it may be missing");
        }
        else if (target.StageIndex > job.StageIndex)
        {
            errors.Add($"jobs:{job.Key}: needs names '{need.Job}', which is in a later stage");
        }
    }

    private static IEnumerable<CiJob> Named(IReadOnlyList<CiJob> jobs, string name) =>
        jobs.Where(job => job.Name == name || job.Key == name);

    /// <summary>A job of a circle; null when there is none.</summary>
    private static string? Circle(IReadOnlyList<CiJob> jobs)
    {
        var done = new HashSet<string>();
        var open = new HashSet<string>();
        return jobs.FirstOrDefault(Visit)?.Key;

        bool Visit(CiJob job)
        {
            if (done.Contains(job.Name))
            {
                return false;
            }

            if (!open.Add(job.Name))
            {
                return true;
            }

            var found = (job.Needs ?? []).SelectMany(need => Named(jobs, need.Job)).Any(Visit);
            open.Remove(job.Name);
            done.Add(job.Name);
            return found;
        }
    }
}
