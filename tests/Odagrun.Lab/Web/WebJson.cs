using System.Text.Json.Serialization;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Ledger;

namespace Odagrun.Lab.Web;

/// <summary>Generated JSON of the Lab's own API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ProjectView>))]
[JsonSerializable(typeof(IReadOnlyList<PipelineView>))]
[JsonSerializable(typeof(IReadOnlyList<RunnerView>))]
[JsonSerializable(typeof(IReadOnlyList<TranscriptEntry>))]
[JsonSerializable(typeof(PipelineView))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(LedgerView))]
[JsonSerializable(typeof(LabEvent))]
[JsonSerializable(typeof(LabFault))]
[JsonSerializable(typeof(CreateProjectRequest))]
[JsonSerializable(typeof(CreateProjectResponse))]
[JsonSerializable(typeof(CreateRunnerRequest))]
[JsonSerializable(typeof(LabRunner))]
[JsonSerializable(typeof(CreatePipelineRequest))]
[JsonSerializable(typeof(ErrorView))]
internal sealed partial class WebJson : JsonSerializerContext;
