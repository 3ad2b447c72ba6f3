using System.Security.Cryptography;
using System.Text;
using Odagrun.Lab.Git;
using Odagrun.Lab.Rules;
using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Pipelines;

/// <summary>Turns <c>.gitlab-ci.yml</c> at a commit into jobs.</summary>
internal sealed class PipelineCompiler(
    BareRepository repository, PipelineSource source, IReadOnlyList<CiVariable> predefined, IReadOnlyList<CiVariable> project)
{
    public const string FileName = ".gitlab-ci.yml";

    private readonly List<string> _errors = [];
    private readonly CommitContent _commit = new(repository, source);

    public async Task<CompiledPipeline> CompileAsync(CancellationToken cancellationToken)
    {
        var text = await repository.FileAsync(source.Sha, FileName, cancellationToken);
        if (text is null)
        {
            return new CompiledPipeline { Errors = [$"{FileName} does not exist at {source.Sha[..8]} ({source.Ref})"] };
        }

        try
        {
            var outer = Context([]);
            var file = await new IncludeLoader(outer).LoadAsync(text, FileName, cancellationToken);
            return await CompileAsync(file, cancellationToken);
        }
        catch (CiConfigurationException e)
        {
            return new CompiledPipeline { Errors = e.Errors };
        }
    }

    private async Task<CompiledPipeline> CompileAsync(CiMap file, CancellationToken cancellationToken)
    {
        var config = CiConfig.From(file, _errors);
        var global = VariableReader.Read(config.Variables, new KeyReader("root", _errors));
        var workflow = await WorkflowAsync(config.Workflow, Context(global), cancellationToken);
        if (workflow is null && _errors.Count == 0)
        {
            return new CompiledPipeline { IsFiltered = true };
        }

        IReadOnlyList<CiVariable> common = [.. global, .. workflow ?? []];
        var jobs = new List<CiJob>();
        foreach (var (name, map) in config.Jobs)
        {
            jobs.AddRange(await JobsAsync(name, map, config.Stages, common, cancellationToken));
        }

        var sorted = JobGraph.Check([.. jobs.OrderBy(job => job.StageIndex)], _errors);
        if (_errors.Count > 0)
        {
            return new CompiledPipeline { Errors = [.. _errors.Distinct()] };
        }

        // Jobs of .pre and .post alone make no pipeline.
        var isEmpty = sorted.All(job => job.Stage is ".pre" or ".post");
        return new CompiledPipeline { Jobs = sorted, Stages = config.Stages, IsFiltered = isEmpty, Name = Name(config.Workflow, common) };
    }

    /// <summary>Variables the workflow's rule adds; null: no pipeline.</summary>
    private async Task<IReadOnlyList<CiVariable>?> WorkflowAsync(CiMap? workflow, RuleContext context, CancellationToken cancellationToken)
    {
        if (workflow?["rules"] is not { } rules)
        {
            return [];
        }

        var keys = new KeyReader("workflow", _errors);
        var match = await RuleEvaluator.FirstAsync(rules, context, keys, cancellationToken);
        return match.Rule is { } rule && keys.OneOf(rule, "when", "always", "never") != "never"
            ? VariableReader.Read(keys.Map(rule, "variables"), keys)
            : null;
    }

    private string? Name(CiMap? workflow, IReadOnlyList<CiVariable> common) =>
        (workflow?["name"] as CiScalar)?.Text is { } name ? Context(common).Expand(name) : null;

    private async Task<IReadOnlyList<CiJob>> JobsAsync(
        string name, CiMap map, IReadOnlyList<string> stages, IReadOnlyList<CiVariable> common, CancellationToken cancellationToken)
    {
        var keys = new KeyReader($"jobs:{name}", _errors);
        var job = JobReader.Read(name, map, stages, _errors) with
        {
            Variables = [.. common.Where(variable => InheritsVariable(map, variable.Key)),
                .. VariableReader.Read(keys.Map(map, "variables"), keys)],
        };
        var selected = new List<CiJob>();
        foreach (var run in ParallelJobs.Expand(job, map, _errors))
        {
            if (await JobSelection.SelectAsync(run, map, Context(run.Variables), _errors, cancellationToken) is { } wanted)
            {
                selected.Add(wanted with { Caches = await CachesAsync(wanted, cancellationToken) });
            }
        }

        return selected;
    }

    /// <summary>Variables of the file stand below those of the project and of the call.</summary>
    private RuleContext Context(IReadOnlyList<CiVariable> ofFile) =>
        new(_commit, [.. predefined, .. ofFile, .. project, .. source.Variables]);

    private static bool InheritsVariable(CiMap job, string key) => (job["inherit"] as CiMap)?["variables"] switch
    {
        CiScalar { Boolean: false } => false,
        CiList list => list.Items.OfType<CiScalar>().Any(item => item.Text == key),
        _ => true,
    };

    /// <summary>Keys made of files: a hash over the commits that changed them last.</summary>
    private async Task<IReadOnlyList<CiCache>> CachesAsync(CiJob job, CancellationToken cancellationToken)
    {
        var caches = new List<CiCache>();
        foreach (var cache in job.Caches)
        {
            if (cache.KeyFiles.Count == 0)
            {
                caches.Add(cache);
                continue;
            }

            var change = await repository.LastChangeAsync(source.Sha, cache.KeyFiles, cancellationToken);
            var hash = change.Length == 0 ? "default" : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(change)))[..40];
            caches.Add(cache with { Key = cache.KeyPrefix is { } prefix ? $"{prefix}-{hash}" : hash });
        }

        return caches;
    }
}
