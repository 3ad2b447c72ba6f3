using Odagrun.Lab.Git;
using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Pipelines;

/// <summary>Turns <c>.gitlab-ci.yml</c> at a commit into jobs.</summary>
internal static class PipelineCompiler
{
    public const string FileName = ".gitlab-ci.yml";

    public static async Task<CompiledPipeline> CompileAsync(BareRepository repository, PipelineSource source, CancellationToken cancellationToken)
    {
        var text = await repository.FileAsync(source.Sha, FileName, cancellationToken);
        if (text is null)
        {
            return new CompiledPipeline { Errors = [$"{FileName} does not exist at {source.Sha[..8]} ({source.Ref})"] };
        }

        try
        {
            return Compile(CiYamlReader.Read(text, FileName));
        }
        catch (CiConfigurationException e)
        {
            return new CompiledPipeline { Errors = e.Errors };
        }
    }

    private static CompiledPipeline Compile(CiMap file)
    {
        var errors = new List<string>();
        var config = CiConfig.From(file, errors);
        var global = VariableReader.Read(config.Variables, new KeyReader("root", errors));
        var jobs = config.Jobs.Select(job => JobReader.Read(job.Key, job.Value, config.Stages, errors) with
        {
            Variables = [.. global, .. VariableReader.Read(job.Value["variables"] as CiMap, new KeyReader(job.Key, errors))],
        }).OrderBy(job => job.StageIndex).ToList();
        return errors.Count > 0 ? new CompiledPipeline { Errors = errors } : new CompiledPipeline { Jobs = jobs, Stages = config.Stages };
    }
}
