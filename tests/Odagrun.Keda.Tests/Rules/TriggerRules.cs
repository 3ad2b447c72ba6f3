using System.Text.Json.Nodes;

namespace Odagrun.Keda.Tests.Rules;

/// <summary>
/// What KEDA's scalers read of a trigger's metadata (v2.20): no schema knows it, and a wrong key is silently ignored there.
/// </summary>
internal static class TriggerRules
{
    private static readonly Dictionary<string,
        (string[] Required, string[] Optional, string[] Authentication)> Known = new(StringComparer.Ordinal)
        {
            ["metrics-api"] = (
            ["url", "valueLocation", "targetValue"],
            ["activationTargetValue", "format", "unsafeSsl", "timeout", "authMode", "method", "keyParamName"],
            ["apiKey"]),
            ["azure-queue"] = (
            ["queueName"],
            ["queueLength", "activationQueueLength", "queueLengthStrategy", "accountName", "cloud", "endpointSuffix"],
            ["connection"]),
            ["cron"] = (["timezone", "start", "end", "desiredReplicas"], [], []),
        };

    public static IEnumerable<string> Mistakes(JsonObject trigger)
    {
        var type = trigger["type"]!.GetValue<string>();
        if (!Known.TryGetValue(type, out var rule))
        {
            yield return $"no scaler '{type}' is used here";
            yield break;
        }

        var metadata = trigger["metadata"]!.AsObject();
        foreach (var missing in rule.Required.Where(key => !metadata.ContainsKey(key)))
        {
            yield return $"{type} needs {missing}";
        }

        foreach (var unknown in metadata.Select(entry => entry.Key).Except([.. rule.Required, .. rule.Optional]))
        {
            yield return $"{type} does not read {unknown}";
        }

        foreach (var (key, value) in metadata)
        {
            if (value?.GetValueKind() != System.Text.Json.JsonValueKind.String)
            {
                yield return $"{key} is no string";
            }
        }

        foreach (var mistake in OfValues(type, metadata).Concat(OfAuthentication(type, trigger, rule.Authentication.Length > 0)))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<string> OfAuthentication(string type, JsonObject trigger, bool needed)
    {
        if (needed != trigger["authenticationRef"] is not null)
        {
            yield return $"{type} {(needed ? "needs an" : "takes no")} authenticationRef";
        }
    }

    private static IEnumerable<string> OfValues(string type, JsonObject metadata)
    {
        if (type == "cron")
        {
            // Five fields, no seconds; a window of no length and zero replicas are refused.
            if (Text("start").Split(' ').Length != 5 || Text("end").Split(' ').Length != 5 || Text("start") == Text("end"))
            {
                yield return $"the window {Text("start")} … {Text("end")}";
            }

            if (!(int.TryParse(Text("desiredReplicas"), out var replicas) && replicas > 0))
            {
                yield return "desiredReplicas";
            }
        }
        else if (type == "metrics-api")
        {
            if (!(int.TryParse(Text("targetValue"), out var target) && target > 0))
            {
                yield return "targetValue must not be 0";
            }

            if (!Uri.TryCreate(Text("url"), UriKind.Absolute, out _) || Text("url").Contains(' ', StringComparison.Ordinal))
            {
                yield return "the url is not percent-encoded";
            }

            if (!metadata.ContainsKey("timeout"))
            {
                yield return "the default timeout of 3 s is too short for GitLab";
            }
        }
        else if (Text("queueLengthStrategy") is not ("all" or "visibleonly"))
        {
            yield return "queueLengthStrategy";
        }

        string Text(string key) => metadata[key]?.GetValue<string>() ?? "";
    }
}
