using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests.Cluster;

/// <summary>keda/base/rbac as the API server reads it: what the functions may do, and that all else is refused.</summary>
public sealed class RoleTests(RoleFixture role) : IClassFixture<RoleFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Role_AskedForEveryVerbOfEveryResource_AllowsExactlyWhatIsNeeded()
    {
        // What every authenticated user may do (review its own access, read the API's own description) is not of this Role.
        var rules = await role.Namespace.Kubectl.RunAsync(
            ["get", "role", "odagrun", "--output", "jsonpath={range .rules[*]}{.apiGroups[0]}/{.resources} {.verbs}{'\\n'}{end}"],
            Cancellation);

        Assert.Equal(
            [
                """/["secrets"] ["create","get","list","watch","update","patch","delete"]""",
                """batch/["jobs"] ["create","get","list","watch","patch","delete"]""",
                """/["pods"] ["get","list","watch","delete"]""",
                """/["pods/log"] ["get"]""",
                """/["events"] ["list","watch"]""",
                """/["resourcequotas","limitranges"] ["get","list","watch"]""",
            ],
            rules.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("get", "configmaps")]
    [InlineData("get", "nodes")]
    [InlineData("get", "persistentvolumeclaims")]
    [InlineData("get", "deployments")]
    [InlineData("get", "secrets", "--namespace", "default")]
    [InlineData("get", "jobs", "--all-namespaces")]
    [InlineData("label", "pod", "pod", "a=b")]
    [InlineData("delete", "secrets", "--all", "--namespace", "default")]
    [InlineData("create", "serviceaccount", "another")]
    [InlineData("create", "configmap", "another")]
    [InlineData("create", "role", "another", "--verb", "get", "--resource", "pods")]
    [InlineData("create", "rolebinding", "another", "--clusterrole", "admin", "--user", "me")]
    [InlineData("run", "pod", "--image", "busybox")]
    [InlineData("exec", "pod", "--", "id")]
    public async Task Functions_DoingWhatTheRoleLacks_AreRefused(params string[] command)
    {
        var refusal = await Assert.ThrowsAsync<KubectlException>(() => role.Odagrun.RunAsync(command, Cancellation));

        Assert.Contains($"\"system:serviceaccount:{role.Namespace.Name}:odagrun\" cannot ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "secrets")]
    [InlineData("get", "pods")]
    [InlineData("get", "jobs")]
    [InlineData("get", "events")]
    [InlineData("get", "resourcequotas,limitranges")]
    [InlineData("create", "secret", "generic", "one", "--from-literal", "a=b")]
    [InlineData("create", "job", "one", "--image", "busybox")]
    public async Task Functions_DoingWhatTheRoleHas_AreServed(params string[] command)
    {
        await role.Odagrun.RunAsync(command, Cancellation);
    }
}
