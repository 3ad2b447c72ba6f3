using System.Net;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Tests.Registry;

public sealed class RegistryErrorTests
{
    [Theory]
    [InlineData("""{"errors":[{"code":"DENIED","message":"not yours","detail":"more"}]}""", "500 DENIED (not yours)")]
    [InlineData("""{"errors":[{"code":"UNKNOWN","message":"unknown error"}]}""", "500 UNKNOWN (unknown error)")]
    [InlineData("""{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":{"Enclosed":{"Op":"write","Err":5}}}]}""",
        "500 UNKNOWN (unknown error)")]
    [InlineData(
        """{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":{"DriverName":"filesystem","Enclosed":{"Op":"write","Path":"/v2/startedat","Err":28}}}]}""",
        "500 UNKNOWN (no space left on device: the registry's disk is full, and its operator must make room)")]
    [InlineData(
        """{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":"write /v2/data: no space left on device"}]}""",
        "500 UNKNOWN (write /v2/data: no space left on device: the registry's disk is full, and its operator must make room)")]
    [InlineData("<html>", "500 Internal Server Error")]
    public async Task Answer_OfARegistryInTrouble_IsDescribed(string body, string said)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent(body) };

        Assert.Equal(said, (await RegistryError.ReadAsync(response, TestContext.Current.CancellationToken)).Describe(response));
    }
}
