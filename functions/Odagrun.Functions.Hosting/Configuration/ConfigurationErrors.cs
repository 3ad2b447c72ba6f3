using Microsoft.Extensions.Options;

namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>The errors of every section, out of what starting threw.</summary>
internal static class ConfigurationErrors
{
    public static IReadOnlyList<string> Of(Exception e) => e switch
    {
        OptionsValidationException validation => [.. validation.Failures],
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. several.InnerExceptions.SelectMany(Of)],
        _ => [],
    };

    /// <summary>One line each, after one that counts them.</summary>
    public static async Task WriteAsync(IReadOnlyList<string> problems, TextWriter error)
    {
        await error.WriteLineAsync($"The configuration has {problems.Count} {(problems.Count == 1 ? "error" : "errors")}:");
        foreach (var problem in problems)
        {
            await error.WriteLineAsync("  " + problem);
        }
    }
}
