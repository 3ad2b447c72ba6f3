namespace Odagrun.Functions.Preparing;

/// <summary>
/// What <c>pull_policy</c> means where images are composed: the image's registry is always asked what the name stands for, and content
/// that is there already is never copied again. That is what <c>always</c> wants, and no more work than <c>if-not-present</c> allows.
/// </summary>
internal static class PullPolicies
{
    private static readonly string[] Known = ["always", "if-not-present", "never"];

    /// <exception cref="FormatException">A policy is none, or the only one can't be kept.</exception>
    public static void Check(string image, IReadOnlyList<string>? policies)
    {
        if (policies is null || policies.Count == 0)
        {
            return;
        }

        if (policies.FirstOrDefault(policy => !Known.Contains(policy)) is { } unknown)
        {
            throw new FormatException($"'{image}' has the pull_policy '{unknown}'; there are {string.Join(", ", Known)}");
        }

        if (policies.All(policy => policy == "never"))
        {
            throw new FormatException(
                $"'{image}' has the pull_policy 'never', but this runner always asks the image's registry; use always or if-not-present");
        }
    }
}
