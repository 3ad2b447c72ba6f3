namespace Odagrun.Lab.Web;

/// <summary>A pipeline to make.</summary>
internal sealed record CreatePipelineRequest(string Project, string Ref, Dictionary<string, string>? Variables);
