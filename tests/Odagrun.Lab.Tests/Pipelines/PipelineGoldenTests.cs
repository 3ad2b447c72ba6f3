using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Odagrun.Lab.Git;
using Odagrun.Lab.Pipelines;
using Odagrun.Stack;

namespace Odagrun.Lab.Tests.Pipelines;

/// <summary>
/// A case is a folder: <c>repo/</c> with the files, <c>case.json</c> with what the pipeline is for, <c>expected.json</c> with its jobs or
/// errors.
/// </summary>
public sealed class PipelineGoldenTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SkipEmpty } },
    };

    private static string Root => Path.Combine(AppContext.BaseDirectory, "Pipelines", "testdata");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Root).Select(directory => Path.GetFileName(directory))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Compile_GivenRepository_GivesTheJobsOfTheGoldenFile(string name)
    {
        var token = TestContext.Current.CancellationToken;
        using var work = WorkDirectory.Create("lab-golden");
        var wanted = JsonSerializer.Deserialize<GoldenCase>(
            await File.ReadAllTextAsync(Path.Combine(Root, name, "case.json"), token), Json)!;
        var compiled = await CompileAsync(work, Path.Combine(Root, name, "repo"), wanted, token);
        var actual = JsonSerializer.Serialize(compiled, Json) + "\n";
        var expected = Path.Combine(Root, name, "expected.json");
        if (Environment.GetEnvironmentVariable("ODAGRUN_GOLDEN_OUT") is { Length: > 0 } directory)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, name, "expected.json"), actual, token);
        }

        Assert.Equal(await File.ReadAllTextAsync(expected, token), actual);
    }

    private static async Task<CompiledPipeline> CompileAsync(WorkDirectory work, string files, GoldenCase wanted, CancellationToken token)
    {
        var repository = new BareRepository(work.File("app.git"));
        await repository.CreateAsync("main", token);
        var before = PipelineSource.ZeroSha;
        if (wanted.ChangedFiles is { } changed)
        {
            before = await CommitFiles.AddAsync(repository, "main", Read(files, file => !changed.Contains(file)), "before", token);
        }

        var sha = await CommitFiles.AddAsync(repository, "main", Read(files, _ => true), "A commit", token);
        IReadOnlyList<CiVariable> predefined =
        [
            new("CI_PIPELINE_SOURCE", wanted.Source),
            new(wanted.IsTag ? "CI_COMMIT_TAG" : "CI_COMMIT_BRANCH", wanted.Ref),
            new("CI_COMMIT_REF_NAME", wanted.Ref),
            new("CI_DEFAULT_BRANCH", "main"),
        ];
        var source = new PipelineSource(wanted.Ref, wanted.IsTag, sha, before, wanted.Source)
        {
            Variables = [.. wanted.Variables.Select(pair => new CiVariable(pair.Key, pair.Value))],
        };
        return await new PipelineCompiler(repository, source, predefined, []).CompileAsync(token);
    }

    private static Dictionary<string, string?> Read(string root, Func<string, bool> wanted) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file)).Where(wanted)
            .ToDictionary(
                file => file == "gitlab-ci.yml" ? ".gitlab-ci.yml" : file, file => (string?)File.ReadAllText(Path.Combine(root, file)));

    private static void SkipEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(
            property => property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType)))
        {
            // An empty list of needs or dependencies says something else than none.
            if (property.Name is not ("needs" or "dependencies"))
            {
                property.ShouldSerialize = (_, value) => value is IEnumerable list && list.GetEnumerator().MoveNext();
            }
        }

        // The defaults of a variable's flags are not all false.
        foreach (var property in type.Properties.Where(property => type.Type == typeof(CiVariable) && property.Name == "public"))
        {
            property.ShouldSerialize = (_, value) => value is false;
        }

        foreach (var property in type.Properties.Where(
            property => property.Name is "stage_index" || (type.Type == typeof(CompiledPipeline) && property.Name == "stages")))
        {
            property.ShouldSerialize = (_, _) => false;
        }
    }
}
