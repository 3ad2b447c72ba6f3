using System.Text.Json.Nodes;

namespace Odagrun.Keda.Tests.Rules;

/// <summary>
/// What Pod Security "restricted" demands of a pod (Kubernetes' Pod Security Standards), and read-only roots and limits beside it.
/// </summary>
internal static class RestrictedPods
{
    private static readonly string[] VolumeTypes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim",
        "projected", "secret"];

    /// <summary>Every violation, none for a pod that is admitted. <paramref name="assignedUser"/>: the platform gives the uid.</summary>
    public static IEnumerable<string> Violations(JsonObject template, bool assignedUser)
    {
        var spec = template["spec"]!.AsObject();
        foreach (var host in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (spec[host]?.GetValue<bool>() == true)
            {
                yield return host;
            }
        }

        foreach (var volume in spec["volumes"]?.AsArray() ?? [])
        {
            if (volume!.AsObject().Select(field => field.Key).Except(["name"]).Except(VolumeTypes).FirstOrDefault() is { } type)
            {
                yield return $"volume type {type}";
            }
        }

        var pod = spec["securityContext"];
        foreach (var container in (spec["initContainers"]?.AsArray() ?? []).Concat(spec["containers"]!.AsArray()))
        {
            foreach (var violation in OfContainer(container!.AsObject(), pod, assignedUser))
            {
                yield return $"{container!["name"]}: {violation}";
            }
        }
    }

    private static IEnumerable<string> OfContainer(JsonObject container, JsonNode? pod, bool assignedUser)
    {
        var own = container["securityContext"];
        if ((own?["runAsNonRoot"] ?? pod?["runAsNonRoot"])?.GetValue<bool>() != true)
        {
            yield return "runAsNonRoot is not true";
        }

        var user = (own?["runAsUser"] ?? pod?["runAsUser"])?.GetValue<long>();
        if (assignedUser ? user is not null : user is not >= 10000)
        {
            yield return $"runAsUser is {user}";
        }

        if ((own?["seccompProfile"]?["type"] ?? pod?["seccompProfile"]?["type"])?.GetValue<string>() != "RuntimeDefault")
        {
            yield return "seccompProfile is not RuntimeDefault";
        }

        if (own?["privileged"]?.GetValue<bool>() == true || own?["allowPrivilegeEscalation"]?.GetValue<bool>() != false)
        {
            yield return "privileges can be gained";
        }

        if (own?["capabilities"]?["drop"]?.AsArray().Any(name => name!.GetValue<string>() == "ALL") != true
            || own?["capabilities"]?["add"] is not null)
        {
            yield return "capabilities are kept";
        }

        if (own?["readOnlyRootFilesystem"]?.GetValue<bool>() != true)
        {
            yield return "the root file system can be written";
        }

        if (container["resources"]?["limits"]?["memory"] is null || container["resources"]?["requests"]?["cpu"] is null)
        {
            yield return "no memory limit or CPU request";
        }

        if (container["ports"]?.AsArray().Any(port => port!["hostPort"] is not null) == true)
        {
            yield return "a host port";
        }
    }
}
