using System.Text.Json.Serialization;

namespace Odagrun.Cli.Doctor.Reports;

/// <summary>The report's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportView))]
internal sealed partial class ReportJson : JsonSerializerContext;
