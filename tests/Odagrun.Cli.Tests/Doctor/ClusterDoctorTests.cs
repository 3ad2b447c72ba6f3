using System.Text.Json.Nodes;
using Odagrun.Cli.Doctor.Checks;

namespace Odagrun.Cli.Tests.Doctor;

/// <summary>The doctor on what the cluster says: rights, and KEDA's conditions with their meaning.</summary>
public sealed class ClusterDoctorTests(DoctorScene scene) : IClassFixture<DoctorScene>
{
    [Fact]
    public async Task Cluster_WhereAllIsWell_HasNoComplaintAndWasAskedForEveryRight()
    {
        await using var cluster = await ClusterStandIn.StartAsync();
        cluster.Keda!["scaledobjects"].Add((JsonNode)ClusterStandIn.KedaObject("odagrun-poller", "True"));

        var diagnosis = await DoctorScene.ExamineAsync(scene.Settings(cluster.Kubeconfig));

        Assert.Empty(diagnosis.Complaints);
        Assert.Equal(NeededRights.All.Count, cluster.Reviews.Count);
        Assert.Contains(new NeededRight("batch", "jobs", "create"), NeededRights.All);
        Assert.Contains(cluster.Reviews, review => review["spec"]!["resourceAttributes"]!["subresource"]?.ToString() == "log");
    }

    [Fact]
    public async Task Right_ThatIsMissing_IsNamedWithTheCommandThatGivesIt()
    {
        await using var cluster = await ClusterStandIn.StartAsync();
        cluster.Keda!["scaledjobs"].Add((JsonNode)ClusterStandIn.KedaObject("odagrun", "True"));
        cluster.Denied.Add("create jobs");

        var diagnosis = await DoctorScene.ExamineAsync(scene.Settings(cluster.Kubeconfig), null, "--account", "odagrun");

        Assert.Equal(["problem rights"], diagnosis.Complaints);
        Assert.Equal("may not create jobs", diagnosis.Complaint("rights").Message);
        Assert.Contains("keda/base/rbac", diagnosis.Complaint("rights").Remedy, StringComparison.Ordinal);
        Assert.All(cluster.Reviews, review => Assert.Equal("system:serviceaccount:odagrun:odagrun", review["spec"]!["user"]!.ToString()));
    }

    [Theory]
    [InlineData("error getting metrics: api returned 401", "odagrun-gitlab-poll")]
    [InlineData("valueLocation must point to value of type number or a string representing a Quantity got: ''", "read_api token")]
    [InlineData("no scaler found for type: timertrigger", "make deploy-func")]
    [InlineData(
        "error parsing azure queue metadata: connection string needs either AccountName or QueueEndpoint", "long connection string")]
    [InlineData(
        "GET http://azurite.odagrun.svc.cluster.local:10001/devstoreaccount1/odagrun-start RESPONSE 404: 404 The specified resource does not exist.", "--disableProductStyleUrl")]
    [InlineData("RESPONSE 404: ERROR CODE: QueueNotFound", "--create-queues")]
    [InlineData(
        "Get \"https://gitlab.example.com\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)", "timeout")]
    [InlineData("something that nobody has seen yet", "kubectl logs")]
    public async Task ScaledObject_NotReady_IsToldWithKedasMessageAndItsMeaning(string message, string remedy)
    {
        await using var cluster = await ClusterStandIn.StartAsync();
        cluster.Keda!["scaledobjects"].Add((JsonNode)ClusterStandIn.KedaObject("odagrun-poller", "False", message));

        var diagnosis = await DoctorScene.ExamineAsync(scene.Settings(cluster.Kubeconfig));

        Assert.Equal(["problem keda"], diagnosis.Complaints);
        Assert.Contains(message, diagnosis.Complaint("keda").Message, StringComparison.Ordinal);
        Assert.Contains(remedy, diagnosis.Complaint("keda").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keda_ThatIsNotInstalled_IsTold()
    {
        await using var cluster = await ClusterStandIn.StartAsync();
        cluster.Keda = null;

        var diagnosis = await DoctorScene.ExamineAsync(scene.Settings(cluster.Kubeconfig));

        Assert.Contains("install KEDA", diagnosis.Complaint("keda").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScaledObject_ThatIsPausedOrNew_IsAWarning()
    {
        await using var cluster = await ClusterStandIn.StartAsync();
        var paused = ClusterStandIn.KedaObject("paused", "True");
        paused["metadata"]!["annotations"] = new JsonObject { ["autoscaling.keda.sh/paused"] = "true" };
        cluster.Keda!["scaledobjects"].Add((JsonNode)paused);
        cluster.Keda["scaledjobs"].Add((JsonNode)new JsonObject { ["metadata"] = new JsonObject { ["name"] = "new" } });

        var diagnosis = await DoctorScene.ExamineAsync(scene.Settings(cluster.Kubeconfig));

        Assert.Equal(["warning keda", "warning keda"], diagnosis.Complaints);
        Assert.Equal(ExitCodes.Ok, diagnosis.Code);
    }
}
