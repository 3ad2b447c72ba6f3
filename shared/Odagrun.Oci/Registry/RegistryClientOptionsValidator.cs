using Microsoft.Extensions.Options;

namespace Odagrun.Oci.Registry;

/// <summary>Collects everything that is wrong at once.</summary>
internal sealed class RegistryClientOptionsValidator : IValidateOptions<RegistryClientOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistryClientOptions options)
    {
        var problems = options.Problems().Select(problem => "registry client: " + problem).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
