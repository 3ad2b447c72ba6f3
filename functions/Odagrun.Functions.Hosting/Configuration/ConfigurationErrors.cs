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
}
