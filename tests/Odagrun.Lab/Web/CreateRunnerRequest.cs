namespace Odagrun.Lab.Web;

/// <summary>A runner to make.</summary>
internal sealed record CreateRunnerRequest(string? Description, IReadOnlyList<string>? Tags, bool? RunUntagged);
