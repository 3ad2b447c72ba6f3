using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Tests.Registry;

public sealed class RegistryCredentialsTests
{
    [Theory]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("https://Registry.Example.com:5050", "registry.example.com:5050")]
    [InlineData("registry.example.com/group/project", "registry.example.com")]
    public void Find_NameAsConfigured_IsTheRegistrysOwn(string configured, string registry)
    {
        var credentials = new RegistryCredentials(
            [new RegistryLogin(configured, "first", "a"), new RegistryLogin(registry, "second", "b")]);

        Assert.Equal("first", credentials.Find(registry)?.Username);
    }

    [Fact]
    public void ToString_Logins_NamesNoPassword()
    {
        var credentials = new RegistryCredentials([new RegistryLogin("r.io", "user", "hunter2")]);

        Assert.DoesNotContain("hunter2", $"{credentials} {credentials.Find("r.io")}", StringComparison.Ordinal);
    }

    [Fact]
    public void DockerAuthConfig_AllForms_AreRead()
    {
        const string json = """
            {"auths":{
              "https://index.docker.io/v1/":{"auth":"dXNlcjpwYTpzcw=="},
              "r.io":{"username":"u","password":"p"},
              "azurecr.io":{"auth":"MDA6","identitytoken":"refresh"},
              "helper.io":{}}, "credsStore":"desktop"}
            """;

        Assert.Equal(
            [new("docker.io", "user", "pa:ss"), new("r.io", "u", "p"), new("azurecr.io", RegistryLogin.TokenUser, "refresh")],
            DockerAuthConfig.Parse(json));
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"auths":{"r.io":{"auth":"c2VjcmV0"}}}""", "'r.io' is not the base64 form")]
    [InlineData("""{"auths":{"r.io":"c2VjcmV0"}}""", "'r.io' is no object")]
    public void DockerAuthConfig_Malformed_SaysWhereAndQuotesNoSecret(string json, string because)
    {
        var error = Assert.Throws<FormatException>(() => DockerAuthConfig.Parse(json));

        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), StringComparison.Ordinal);
    }
}
