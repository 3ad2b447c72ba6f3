using System.Text;
using Odagrun.GitLab.Api;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>One job as GitLab sees it.</summary>
internal sealed class FakeJob
{
    public string State { get; set; } = "pending";

    public bool Canceling { get; set; }

    public List<JobUpdate> Updates { get; } = [];

    public List<JobUpdate> Finals { get; } = [];

    public MemoryStream Trace { get; } = new();

    public string Log => Encoding.UTF8.GetString(Trace.ToArray());
}
