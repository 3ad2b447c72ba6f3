using System.Globalization;
using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>Labels and annotations of a Job and its pod: ids to select by, names to read.</summary>
internal static class JobMetadata
{
    private const int MaxAnnotation = 2048;

    public static V1ObjectMeta Of(PodRequest request, MetadataOptions options, KubernetesOptions cluster)
    {
        var (job, subject) = (request.Job, request.Subject);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [ObjectLabels.ManagedBy] = ObjectLabels.Manager,
            [ObjectLabels.Installation] = cluster.Installation,
            [ObjectLabels.Job] = job.ToString(),
            [ObjectLabels.Prefix + "runner"] = job.Runner,
            [ObjectLabels.Prefix + "job-id"] = Number(job.JobId)!,
        };
        Add(labels, options.Labels, LabelText.Of);
        Add(labels, Known(
            ("project-id", Number(subject.ProjectId)),
            ("pipeline-id", Number(subject.PipelineId)),
            ("project", subject.ProjectPath),
            ("stage", subject.Stage),
            ("ref", subject.Ref),
            ("user", subject.User)), LabelText.Of);

        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(annotations, options.Annotations, Cut);
        Add(annotations, Known(
            ("job-name", subject.JobName),
            ("job-url", subject.JobUrl?.AbsoluteUri),
            ("project", subject.ProjectPath),
            ("stage", subject.Stage),
            ("ref", subject.Ref),
            ("sha", subject.Sha),
            ("user", subject.User)), Cut);
        return new V1ObjectMeta { Labels = labels, Annotations = annotations };
    }

    public static V1ObjectMeta Copy(V1ObjectMeta metadata, string? name) => new()
    {
        Name = name,
        Labels = new SortedDictionary<string, string>(metadata.Labels, StringComparer.Ordinal),
        Annotations = new SortedDictionary<string, string>(metadata.Annotations, StringComparer.Ordinal),
    };

    private static IEnumerable<KeyValuePair<string, string>> Known(params IEnumerable<(string Name, string? Value)> facts) =>
        facts.Where(fact => !string.IsNullOrEmpty(fact.Value))
            .Select(fact => KeyValuePair.Create(ObjectLabels.Prefix + fact.Name, fact.Value!));

    private static void Add(
        SortedDictionary<string, string> target, IEnumerable<KeyValuePair<string, string>> entries, Func<string, string> shape)
    {
        foreach (var (key, value) in entries)
        {
            target[key] = shape(value);
        }
    }

    // All annotations of an object share 256 KiB.
    private static string Cut(string text) => text.Length <= MaxAnnotation ? text : text[..MaxAnnotation];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
