using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests.Overwriting;

/// <summary>
/// What a job's KUBERNETES_* variables change of the options. Wishes for what is not allowed at all are ignored and noted; others must
/// hold.
/// </summary>
internal static class Overwrites
{
    private const string Section = Odagrun.Jobs.Settings.PodsOptions.Section;

    // What GitLab Runner knows and we can't do, with the reason.
    private static readonly (string Prefix, string Why)[] Unsupported =
    [
        ("KUBERNETES_NAMESPACE_OVERWRITE", "all jobs of this runner run in one namespace"),
        ("KUBERNETES_BEARER_TOKEN", "pods are made with the runner's own account"),
        ("KUBERNETES_HELPER_", "there is no helper container; the job's own has what it needs"),
    ];

    /// <exception cref="ManifestException">A wish can't be fulfilled.</exception>
    public static EffectivePod Apply(PodRequest request, KubernetesPodOptions options)
    {
        var wishes = new Wishes(request.Overwrites, new WishNotes());
        var sizes = new SizeOptions
        {
            Job = new SizeWishes(wishes, "KUBERNETES_", "Job", "the job's").Apply(WithLimits(options.Sizes.Job, request.Limits)),
            Pod = new SizeWishes(wishes, "KUBERNETES_POD_", "Pod", "the whole pod's").Apply(options.Sizes.Pod),
            Service = options.Sizes.Service,
        };
        var services = request.Services
            .Select(service => new SizeWishes(
                wishes.With(service.Overwrites), "KUBERNETES_SERVICE_", "Service", $"the service {service.Name}'s").Apply(sizes.Service))
            .ToList();
        var effective = options with
        {
            Sizes = sizes,
            Scheduling = Scheduling(wishes, options.Scheduling),
            Metadata = Metadata(wishes, options.Metadata),
            Identity = Identity(wishes, options.Identity),
        };
        NoteUnsupported(wishes);
        return new EffectivePod(effective, services, wishes.Notes.All);
    }

    // Odagrun:Pods:Memory and :Cpu hold on one machine and here.
    private static ContainerSize WithLimits(ContainerSize size, PodLimits limits) => size with
    {
        Cpu = size.Cpu with { Limit = size.Cpu.Limit ?? (limits.CpuMillis is { } millis ? Amount.OfMillis(millis) : null) },
        Memory = size.Memory with { Limit = size.Memory.Limit ?? (limits.MemoryBytes is { } bytes ? Amount.Of(bytes) : null) },
    };

    private static SchedulingOptions Scheduling(Wishes wishes, SchedulingOptions options) => options with
    {
        NodeSelector = MapWishes.Apply(
            wishes, options.NodeSelector, "KUBERNETES_NODE_SELECTOR_", options.NodeSelectorOverwriteAllowed,
            $"{Section}:Scheduling:NodeSelectorOverwriteAllowed", "the node selector"),
        Tolerations = TolerationWishes.Apply(wishes, options),
    };

    private static MetadataOptions Metadata(Wishes wishes, MetadataOptions options) => options with
    {
        Labels = MapWishes.Apply(
            wishes, options.Labels, "KUBERNETES_POD_LABELS_", options.LabelsOverwriteAllowed, $"{Section}:Metadata:LabelsOverwriteAllowed",
            "the pod's label"),
        Annotations = MapWishes.Apply(
            wishes, options.Annotations, "KUBERNETES_POD_ANNOTATIONS_", options.AnnotationsOverwriteAllowed,
            $"{Section}:Metadata:AnnotationsOverwriteAllowed", "the pod's annotation"),
    };

    private static IdentityOptions Identity(Wishes wishes, IdentityOptions options)
    {
        const string Variable = "KUBERNETES_SERVICE_ACCOUNT_OVERWRITE";
        if (wishes.Find(Variable) is not { } account
            || !wishes.Allows(
                Variable, account, options.ServiceAccountOverwriteAllowed, $"{Section}:Identity:ServiceAccountOverwriteAllowed"))
        {
            return options;
        }

        if (!DnsName.IsSubdomain(account))
        {
            throw new ManifestException($"{Variable} is '{account}', which is no name of a service account");
        }

        wishes.Notes.Obeyed(Variable, "the service account", account);
        return options with { ServiceAccount = account };
    }

    private static void NoteUnsupported(Wishes wishes)
    {
        foreach (var (prefix, why) in Unsupported)
        {
            foreach (var (variable, _) in wishes.StartingWith(prefix))
            {
                wishes.Notes.Ignored(variable, why);
            }
        }
    }
}
