using Odagrun.EndToEnd.Tests.BadInput;

namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>Services in the job's pod.</summary>
[Collection(nameof(ScenarioRig))]
public sealed class ServicePodTests(ScenarioRig shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_OfAJob_AnswerByNameAndEndWithItAndTheBrokenOneIsTold()
    {
        var rig = shared.Rig;

        var pipeline = await rig.RunToEndAsync(
            """
            .web: &web
              name: IMAGE
              alias: web
              entrypoint: [/bin/sh, -c]
              command: ['mkdir /tmp/www; echo "$GREETING" >/tmp/www/index.html; echo the web server begins; exec httpd -f -p 8080 -h /tmp/www']
              variables: { HEALTHCHECK_TCP_PORT: "8080", GREETING: hello from the service }
            .job: { image: IMAGE, variables: { GIT_STRATEGY: none } }
            good: { extends: .job, services: [*web], script: ["wget -q -O - http://web:8080/"] }
            debug: { extends: .job, services: [*web], variables: { GIT_STRATEGY: none, CI_DEBUG_SERVICES: "true" }, script: ["wget -q -O /dev/null http://web:8080/", sleep 1] }
            broken:
              extends: .job
              services:
                - name: IMAGE
                  alias: db
                  entrypoint: [/bin/sh, -c]
                  command: ["echo the last words of the database; exit 3"]
                  variables: { HEALTHCHECK_TCP_PORT: "5432" }
              script: [echo runs all the same]
            missing: { extends: .job, services: ["REGISTRY/no/such-service:1"], script: [echo never] }
            """.Replace("REGISTRY", rig.Installation.RegistryHost, StringComparison.Ordinal),
            Cancellation);

        rig.AssertGreen(pipeline, "good", "\nhello from the service\n", " is up\n");
        rig.AssertGreen(pipeline, "debug", "the web server begins");
        Assert.DoesNotContain("the web server begins", rig.Trace(pipeline, "good"), StringComparison.Ordinal);
        rig.AssertGreen(pipeline, "broken", "probably didn't start properly", "the last words of the database", "\nruns all the same\n");
        rig.AssertFailed(pipeline, "missing", "runner_configuration_error", "no/such-service:1 does not exist");
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
    }
}
