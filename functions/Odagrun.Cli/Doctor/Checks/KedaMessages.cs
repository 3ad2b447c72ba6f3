namespace Odagrun.Cli.Doctor.Checks;

/// <summary>What KEDA's messages mean for this installation, and what to do. Matched by words of KEDA's scalers (v2.20).</summary>
internal static class KedaMessages
{
    private const string Elsewhere =
        "kubectl describe shows all conditions; the operator's log (kubectl logs --namespace keda deployment/keda-operator) says more";

    private static readonly (string[] Words, string Remedy)[] Known =
    [
        (["timertrigger"],
            "these are the objects of 'func kubernetes deploy' unedited: KEDA has no timer trigger. Use 'make deploy-func', or keda/overlays"),
        (["401"],
            "GitLab refuses the read_api token: it is wrong, expired or revoked. Make a new one and put it into Secret odagrun-gitlab-poll, key token"),
        (["403"], "the token may not see the project's jobs: it needs scope read_api and role Reporter (Secret odagrun-gitlab-poll)"),
        (["valueLocation"],
            "GitLab's answer is no list of jobs: most often the read_api token in Secret odagrun-gitlab-poll ended, or the project in the trigger's url is hidden from it"),
        (["value location"],
            "GitLab's answer is no list of jobs: most often the read_api token in Secret odagrun-gitlab-poll ended, or the project in the trigger's url is hidden from it"),
        (["AccountName", "QueueEndpoint"],
            "KEDA reads no UseDevelopmentStorage=true: write the long connection string into Secret odagrun-storage, key connection"),
        (["QueueNotFound"], "the queue is not there yet: odagrun doctor --create-queues"),
        (["AuthenticationFailed"], "the storage account refuses the key: renew Secret odagrun-storage, key connection"),
        (["azurite", "404"],
            "Azurite takes the first label of a dotted host name for the account: run it with --disableProductStyleUrl, as keda/azurite does"),
        (["404"],
            "not found: check the project's number in the trigger's url, and that the token may see it; for a queue, odagrun doctor --create-queues"),
        (["secret", "not found"], "a Secret that a TriggerAuthentication names is missing: keda/secrets has a template of each"),
        (["no such host"],
            "the operator can't resolve the name: use the full one (name.namespace.svc.cluster.local), and check DNS for namespace keda"),
        (["deadline exceeded"],
            "no answer in time: raise 'timeout' in the trigger's metadata, and let KEDA's operator out to GitLab (its NetworkPolicy)"),
        (["Client.Timeout"],
            "no answer in time: raise 'timeout' in the trigger's metadata, and let KEDA's operator out to GitLab (its NetworkPolicy)"),
        (["connection refused"], "nothing listens there: check that Azurite or GitLab is up, and the NetworkPolicies"),
        (["x509"], "the certificate is not trusted by KEDA's operator: mount the authority below /custom/ca of the operator"),
        (["Target"], "the Deployment that it names is not there: apply the whole overlay"),
    ];

    public static string Remedy(string message)
    {
        foreach (var (words, remedy) in Known)
        {
            if (words.All(word => message.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return remedy;
            }
        }

        return Elsewhere;
    }
}
