using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Tests.Api;

public sealed class ApiCallTests
{
    [Theory]
    [InlineData("GET", "api/v1/namespaces/ci/pods", "list pods ci")]
    [InlineData("GET", "api/v1/namespaces/ci/pods?labelSelector=a%3Db&watch=true", "watch pods ci")]
    [InlineData("GET", "api/v1/namespaces/ci/pods/x/log", "get pods/log ci/x")]
    [InlineData("POST", "apis/batch/v1/namespaces/ci/jobs", "create jobs.batch ci")]
    [InlineData("PUT", "api/v1/namespaces/ci/secrets/s", "update secrets ci/s")]
    [InlineData("PATCH", "apis/batch/v1/namespaces/ci/jobs/j", "patch jobs.batch ci/j")]
    [InlineData("DELETE", "apis/batch/v1/namespaces/ci/jobs/j?propagationPolicy=Background", "delete jobs.batch ci/j")]
    [InlineData("DELETE", "api/v1/namespaces/ci/pods", "deletecollection pods ci")]
    [InlineData("GET", "api/v1/nodes/n", "get nodes n")]
    [InlineData("GET", "api/v1/namespaces/ci", "get namespaces ci")]
    [InlineData("GET", "k8s/clusters/c-1/api/v1/namespaces/ci/pods", "list pods ci")]
    [InlineData("GET", "version", "get /version")]
    public void Of_Request_NamesVerbAndTarget(string method, string path, string expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("https://api.example:6443/" + path));

        Assert.Equal(expected, ApiCall.Of(request).ToString());
    }
}
