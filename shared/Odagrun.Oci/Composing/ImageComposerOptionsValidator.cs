using Microsoft.Extensions.Options;

namespace Odagrun.Oci.Composing;

/// <summary>Collects everything that is wrong at once.</summary>
internal sealed class ImageComposerOptionsValidator : IValidateOptions<ImageComposerOptions>
{
    public ValidateOptionsResult Validate(string? name, ImageComposerOptions options)
    {
        var problems = options.Problems().Select(problem => "image composer: " + problem).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
