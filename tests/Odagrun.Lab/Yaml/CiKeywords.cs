namespace Odagrun.Lab.Yaml;

/// <summary>Keywords of a configuration, so that a misspelt one is reported and a job is told from a keyword.</summary>
internal static class CiKeywords
{
    public static IReadOnlySet<string> Global { get; } = new HashSet<string>
    {
        "default", "include", "stages", "types", "variables", "workflow", "spec",
        "image", "services", "cache", "before_script", "after_script",
    };

    /// <summary>Keywords that stand at the top or in <c>default:</c> and are taken over by jobs.</summary>
    public static IReadOnlyList<string> Defaults { get; } =
    [
        "after_script", "artifacts", "before_script", "cache", "hooks", "id_tokens", "image",
        "interruptible", "retry", "services", "tags", "timeout",
    ];

    public static IReadOnlySet<string> Job { get; } = new HashSet<string>
    {
        "after_script", "allow_failure", "artifacts", "before_script", "cache", "coverage", "dast_configuration", "dependencies",
        "environment", "except", "extends", "hooks", "id_tokens", "identity", "image", "inherit", "interruptible", "manual_confirmation",
        "needs", "only", "pages", "parallel", "publish", "release", "resource_group", "retry", "rules", "run", "script", "secrets",
        "services", "stage", "start_in", "tags", "timeout", "trigger", "variables", "when", "inputs",
    };

    /// <summary>Keywords the Lab refuses, because acting as if they were not there would change what a pipeline does.</summary>
    public static IReadOnlyDictionary<string, string> Unsupported { get; } = new Dictionary<string, string>
    {
        ["trigger"] = "starts other pipelines, which the Lab cannot do",
        ["run"] = "(steps) is not supported by the Lab",
        ["secrets"] = "needs a vault, which the Lab has not",
        ["id_tokens"] = "needs an identity provider, which the Lab is not",
        ["release"] = "is not supported by the Lab",
    };
}
