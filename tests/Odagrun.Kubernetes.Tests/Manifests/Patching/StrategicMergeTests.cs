using System.Text.Json.Nodes;
using Odagrun.Kubernetes.Manifests.Patching;

namespace Odagrun.Kubernetes.Tests.Manifests.Patching;

public sealed class StrategicMergeTests
{
    private const string Pod = """
        {"restartPolicy":"Never","nodeSelector":{"a":"1","b":"2"},
         "containers":[{"name":"executor","image":"x","env":[{"name":"A","value":"1"},{"name":"B","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}],
                        "volumeMounts":[{"name":"v","mountPath":"/v"}]}],
         "volumes":[{"name":"v","secret":{"secretName":"s"}}],
         "tolerations":[{"key":"a","operator":"Exists"}],
         "hostAliases":[{"ip":"127.0.0.1","hostnames":["db"]}]}
        """;

    // Each expected result is what "kubectl patch --local --type strategic" (1.20) makes of the same pod and patch.
    [Theory]
    [InlineData("""{"hostNetwork":true}""", "/hostNetwork", "true")]
    [InlineData("""{"nodeSelector":{"a":null,"c":"3"}}""", "/nodeSelector", """{"b":"2","c":"3"}""")]
    [InlineData("""{"nodeSelector":{"$patch":"replace","c":"3"}}""", "/nodeSelector", """{"c":"3"}""")]
    [InlineData("""{"nodeSelector":{"$retainKeys":["b","c"],"c":"3"}}""", "/nodeSelector", """{"b":"2","c":"3"}""")]
    [InlineData("""{"tolerations":[{"key":"b","operator":"Exists"}]}""", "/tolerations", """[{"key":"b","operator":"Exists"}]""")]
    [InlineData("""{"containers":[{"name":"executor","tty":true}]}""", "/containers/0/image", "\"x\"")]
    [InlineData("""{"containers":[{"name":"executor","env":[{"name":"A","value":"2"},{"name":"C","value":"3"}]}]}""", "/containers/0/env",
        """[{"name":"A","value":"2"},{"name":"C","value":"3"},{"name":"B","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}]""")]
    [InlineData("""{"containers":[{"name":"executor","env":[{"name":"A","$patch":"delete"}]}]}""", "/containers/0/env",
        """[{"name":"B","valueFrom":{"secretKeyRef":{"name":"s","key":"k"}}}]""")]
    [InlineData("""{"containers":[{"name":"executor","env":[{"$patch":"replace"},{"name":"Z","value":"z"}]}]}""", "/containers/0/env",
        """[{"name":"Z","value":"z"}]""")]
    [InlineData("""{"containers":[{"name":"executor","volumeMounts":[{"name":"w","mountPath":"/w"}]}]}""", "/containers/0/volumeMounts",
        """[{"name":"w","mountPath":"/w"},{"name":"v","mountPath":"/v"}]""")]
    [InlineData("""{"containers":[{"name":"executor","volumeMounts":[{"name":"w","mountPath":"/v"}]}]}""", "/containers/0/volumeMounts",
        """[{"name":"w","mountPath":"/v"}]""")]
    [InlineData("""{"volumes":[{"name":"v","emptyDir":{}}]}""", "/volumes", """[{"name":"v","secret":{"secretName":"s"},"emptyDir":{}}]""")]
    [InlineData(
        """{"volumes":[{"name":"v","$retainKeys":["name","emptyDir"],"emptyDir":{}}]}""", "/volumes", """[{"name":"v","emptyDir":{}}]""")]
    [InlineData("""{"volumes":[{"$patch":"replace"},{"name":"z","emptyDir":{}}]}""", "/volumes", """[{"name":"z","emptyDir":{}}]""")]
    [InlineData("""{"volumes":[{"name":"w","emptyDir":{}}]}""", "/volumes",
        """[{"name":"w","emptyDir":{}},{"name":"v","secret":{"secretName":"s"}}]""")]
    [InlineData("""{"hostAliases":[{"ip":"10.0.0.1","hostnames":["x"]}]}""", "/hostAliases",
        """[{"ip":"10.0.0.1","hostnames":["x"]},{"ip":"127.0.0.1","hostnames":["db"]}]""")]
    [InlineData("""{"hostAliases":[{"ip":"127.0.0.1","hostnames":["x"]}]}""", "/hostAliases", """[{"ip":"127.0.0.1","hostnames":["x"]}]""")]
    [InlineData("""{"$setElementOrder/containers":[{"name":"log"},{"name":"executor"}],"containers":[{"name":"log","image":"l"}]}""",
        "/containers/0/name", "\"log\"")]
    [InlineData(
        """{"containers":[{"name":"executor","$setElementOrder/env":[{"name":"B"},{"name":"A"}]}]}""", "/containers/0/env/0/name", "\"B\"")]
    [InlineData("""{"containers":[{"name":"executor","env":[{"name":"B","value":"z","valueFrom":null}]}]}""", "/containers/0/env",
        """[{"name":"A","value":"1"},{"name":"B","value":"z"}]""")]
    public void Apply_Patch_GivesWhatKubernetesGives(string patch, string path, string expected)
    {
        var result = StrategicMerge.Apply(JsonNode.Parse(Pod)!.AsObject(), JsonNode.Parse(patch)!);

        var at = JsonPointer.Parse(path).Find(result);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), at), $"{path} is {at?.ToJsonString()}");
    }

    [Theory]
    [InlineData("[]", "is an object")]
    [InlineData("""{"containers":[{"tty":true}]}""", "has no 'name'")]
    [InlineData("""{"nodeSelector":{"$patch":"erase"}}""", "is no directive")]
    [InlineData("""{"$deleteFromPrimitiveList/x":[1]}""", "is no directive")]
    public void Apply_PatchThatIsNone_SaysWhy(string patch, string expected)
    {
        var refused = Assert.Throws<FormatException>(() => StrategicMerge.Apply(JsonNode.Parse(Pod)!.AsObject(), JsonNode.Parse(patch)!));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
