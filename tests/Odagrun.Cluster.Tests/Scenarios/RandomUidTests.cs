using System.Globalization;
using System.Security.Cryptography;
using Odagrun.EndToEnd.Tests;
using Odagrun.EndToEnd.Tests.BadInput;

namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>OpenShift gives each namespace a range of uids that no image knows: everything has to work as any of them.</summary>
public sealed class RandomUidTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_AsAnArbitraryUid_HasItsSourcesArtifactsHomeAndServices()
    {
        var uid = RandomNumberGenerator.GetInt32(1_000_650_000, 1_001_000_000).ToString(CultureInfo.InvariantCulture);
        await using var rig = await Rig.StartAsync(
            Cancellation, settings: new Dictionary<string, string> { ["Odagrun__Pods__UserId"] = uid });

        var pipeline = await rig.RunToEndAsync(
            $$"""
            stages: [build, test]
            default: { image: IMAGE }
            build:
              stage: build
              script:
                - test "$(id -u)" = {{uid}} && test "$(id -g)" = 0
                - grep hello greeting.txt >out.txt
                - echo changed >>greeting.txt
                - mkdir -p deep/er && cp out.txt deep/er/
              artifacts: { paths: [out.txt, deep] }
            test:
              stage: test
              services:
                - name: IMAGE
                  alias: who
                  entrypoint: [/bin/sh, -c]
                  command: ['mkdir /tmp/www; id -u >/tmp/www/index.html; exec httpd -f -p 8080 -h /tmp/www']
                  variables: { HEALTHCHECK_TCP_PORT: "8080" }
              script:
                - cmp out.txt deep/er/out.txt
                - test "$(wget -q -O - http://who:8080/)" = {{uid}}
            """,
            Cancellation,
            new Dictionary<string, string> { ["greeting.txt"] = "hello\n" });

        rig.AssertGreen(pipeline, "build");
        rig.AssertGreen(pipeline, "test");
    }
}
