using YamlDotNet.RepresentationModel;

namespace Odagrun.Cli.Tests.FuncDeploy;

/// <summary>The edits that the output of 'func kubernetes deploy --dry-run' needs, on output of its shape.</summary>
public sealed class FuncDeployTests
{
    private static readonly string[] Arguments = ["--gitlab-url", "https://gitlab.example.com/", "--project", "42", "--tag", "ci"];

    private static string Recorded =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "FuncDeploy", "testdata", "func-dry-run.yaml"));

    [Fact]
    public async Task Triggers_ThatKedaDoesNotKnow_GiveWayToGitLabAndAClock()
    {
        var spec = Find(await EditAsync(Recorded), "ScaledObject")["spec"];

        var triggers = (YamlSequenceNode)spec["triggers"];
        Assert.Equal(["azure-queue", "metrics-api", "cron"], triggers.Select(trigger => Text(trigger["type"])));
        Assert.Equal(
            "https://gitlab.example.com/api/v4/projects/42/jobs?scope[]=pending&per_page=100", Text(triggers[1]["metadata"]["url"]));
        Assert.Equal("#(tag_list.#(==\"ci\"))#|#", Text(triggers[1]["metadata"]["valueLocation"]));
        Assert.Equal(["connectionFromEnv", "queueLength", "queueLengthStrategy", "queueName"], Keys(triggers[0]["metadata"]));
    }

    [Fact]
    public async Task Deployment_OfFunc_GetsHostIdAccountAndARestrictedPod()
    {
        var pod = Find(await EditAsync(Recorded), "Deployment")["spec"]["template"]["spec"];

        var container = ((YamlSequenceNode)pod["containers"])[0];
        var environment = ((YamlSequenceNode)container["env"]).ToDictionary(
            variable => Text(variable["name"]), variable => Text(variable["value"]));
        Assert.Equal(("odagrun", "http://+:8080", "PollGitLab"), (environment["AzureFunctionsWebHost__hostid"],
            environment["ASPNETCORE_URLS"], environment["AzureFunctionsJobHost__functions__0"]));
        Assert.Equal("odagrun", Text(pod["serviceAccountName"]));
        Assert.Equal("true", Text(pod["securityContext"]["runAsNonRoot"]));
        Assert.Equal("true", Text(container["securityContext"]["readOnlyRootFilesystem"]));
        Assert.Equal("8080", Text(container["readinessProbe"]["httpGet"]["port"]));
        Assert.DoesNotContain("replicas", Keys(Find(await EditAsync(Recorded), "Deployment")["spec"]));
    }

    [Fact]
    public async Task Authentication_ForGitLab_IsAddedInTheSameNamespace()
    {
        var authentication = Find(await EditAsync(Recorded), "TriggerAuthentication");

        Assert.Equal("ci", Text(authentication["metadata"]["namespace"]));
        Assert.Equal("odagrun-gitlab-poll", Text(authentication["spec"]["secretTargetRef"][0]["name"]));
    }

    [Fact]
    public async Task Settings_OfADevelopersMachine_AreRefused()
    {
        var local = Recorded.Replace("RGVmYXVsdEVuZHBvaW50c1Byb3RvY29sPWh0dHA7QWNjb3VudE5hbWU9YQ==", "VXNlRGV2ZWxvcG1lbnRTdG9yYWdlPXRydWU=",
            StringComparison.Ordinal);

        var run = await CliRun.RunAsync(["fix-func-deploy", .. Arguments], input: local);

        Assert.Equal(ExitCodes.Data, run.Code);
        Assert.Contains("AzureWebJobsStorage is UseDevelopmentStorage=true", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kind: Deployment")]
    [InlineData("{ this is no yaml")]
    public async Task Text_ThatIsNoOutputOfFunc_IsRefused(string text)
    {
        Assert.Equal(ExitCodes.Data, (await CliRun.RunAsync(["fix-func-deploy", .. Arguments], input: text)).Code);
    }

    private static async Task<YamlStream> EditAsync(string text)
    {
        var run = await CliRun.RunAsync(["fix-func-deploy", .. Arguments], input: text);
        Assert.True(run.Code == ExitCodes.Ok, run.All);
        var stream = new YamlStream();
        stream.Load(new StringReader(run.Output));
        return stream;
    }

    private static YamlNode Find(YamlStream stream, string kind) =>
        stream.Documents.Select(document => document.RootNode).Single(item => Text(item["kind"]) == kind);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static IEnumerable<string> Keys(YamlNode node) =>
        ((YamlMappingNode)node).Children.Keys.Select(Text).Order(StringComparer.Ordinal);
}
