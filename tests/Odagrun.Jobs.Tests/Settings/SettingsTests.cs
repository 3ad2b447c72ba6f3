using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Settings;
using Odagrun.Stack;

namespace Odagrun.Jobs.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("settings");
    private readonly Dictionary<string, string?> _settings;

    public SettingsTests()
    {
        File.WriteAllText(_directory.File("layer.json"), "{}");
        _settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["Odagrun:Runners:0:Name"] = "demo",
            ["Odagrun:Runners:0:Url"] = "https://gitlab.example.com",
            ["Odagrun:Runners:0:Token"] = "glrt-secret-token",
            ["Odagrun:Registry:Host"] = "127.0.0.1:5000",
            ["Odagrun:Executor:LayerDirectory"] = _directory.Path,
            ["Odagrun:Jobs:Directory"] = _directory.File("jobs"),
        };
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Start_WithTheLeastThereMustBe_HasNoErrors() => Assert.Empty(Errors());

    [Fact]
    public void Start_WithPodsInKubernetes_NeedsNoDirectoryForJobs()
    {
        _settings["Odagrun:Pods:Launcher"] = "kubernetes";
        _settings.Remove("Odagrun:Jobs:Directory");

        Assert.Empty(Errors());
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:accountName", "odagrunstorage")]
    [InlineData("AzureWebJobsStorage:queueServiceUri", "https://odagrunstorage.queue.core.windows.net")]
    public void Start_WithAnAccountWithoutAKey_HasNoErrors(string key, string value)
    {
        _settings.Remove("AzureWebJobsStorage");
        _settings[key] = value;

        Assert.Empty(Errors());
    }

    [Theory]
    [InlineData(
        "AzureWebJobsStorage:accountName", "https://a", "AzureWebJobsStorage__accountName is 'https://a': give the account's name alone")]
    [InlineData(
        "AzureWebJobsStorage:queueServiceUri", "http://a", "AzureWebJobsStorage__queueServiceUri is 'http://a': give an https address")]
    public void Start_WithAWrongAccount_SaysWhatToGive(string key, string value, string expected)
    {
        _settings.Remove("AzureWebJobsStorage");
        _settings[key] = value;

        Assert.Contains(Errors(), error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Odagrun:Runners:0:Url", null, "Odagrun:Runners:0:Url is not set: give GitLab's address")]
    [InlineData("Odagrun:Runners:0:Url", "gitlab", "Odagrun:Runners:0:Url is 'gitlab': give an http or https address")]
    [InlineData("Odagrun:Runners:0:Token", null, "Odagrun:Runners:0:Token is not set: give the runner authentication token")]
    [InlineData("Odagrun:Runners:0:Name", "Not Good", "Odagrun:Runners:0:Name is 'Not Good': start with a letter")]
    [InlineData("Odagrun:Runners:0:Limit", "many", "Odagrun:Runners:0:Limit is 'many': give a whole number from 1 to 10000")]
    [InlineData("Odagrun:Runners:0:Limit", "0", "Odagrun:Runners:0:Limit is '0': give a whole number from 1 to 10000")]
    [InlineData("Odagrun:Runners:0:CaFile", "/nowhere/ca.pem",
        "Odagrun:Runners:0:CaFile is '/nowhere/ca.pem': give a PEM file with the certificates of the authorities")]
    [InlineData("Odagrun:Runners:0:CertFile", "/nowhere/c.pem", "Odagrun:Runners:0:KeyFile is not set: a client certificate needs both")]
    [InlineData("Odagrun:Runners:0:KeyFile", "/nowhere/k.pem", "Odagrun:Runners:0:CertFile is not set: a client certificate needs both")]
    [InlineData("Odagrun:Runners:0:Tokn", "x",
        "Odagrun:Runners:0:Tokn is not known: known here are CaFile, CertFile, CheckInterval, KeyFile, Limit, Name")]
    [InlineData("Odagrun:Registry:Host", null, "Odagrun:Registry:Host is not set: give the registry's host and port")]
    [InlineData("Odagrun:Registry:Host", "a/b", "Odagrun:Registry:Host is 'a/b': give host and port only")]
    [InlineData("Odagrun:Registry:InsecureRegistries", "a:5000, http://b",
        "Odagrun:Registry:InsecureRegistries is 'a:5000, http://b': give hosts and ports only")]
    [InlineData("Odagrun:Registry:Insecure", "yes", "Odagrun:Registry:Insecure is 'yes': give true or false")]
    [InlineData("Odagrun:Registry:Username", "me", "Odagrun:Registry:Username or Password is set without the other: set both")]
    [InlineData(
        "Odagrun:Registry:PasswordFile", "/nowhere/at/all", "Odagrun:Registry:PasswordFile is '/nowhere/at/all': that file can't be read")]
    [InlineData("Odagrun:Registry:Patience", "soon", "Odagrun:Registry:Patience is 'soon': give a time as hh:mm:ss")]
    [InlineData(
        "Odagrun:Executor:LayerDirectory", "/nowhere", "Odagrun:Executor:LayerDirectory is '/nowhere': there is no layer.json in it")]
    [InlineData("Odagrun:Executor:BuildsDir", "builds", "Odagrun:Executor:BuildsDir is 'builds': give an absolute path")]
    [InlineData("Odagrun:Jobs:Directory", null, "Odagrun:Jobs:Directory is not set: name a directory")]
    [InlineData("Odagrun:Pods:Launcher", "docker", "Odagrun:Pods:Launcher is 'docker': give runc (pods on this machine) or kubernetes")]
    [InlineData("Odagrun:Pods:Launcher", "1", "Odagrun:Pods:Launcher is '1': give runc")]
    [InlineData("Odagrun:Pods:Memory", "lots", "Odagrun:Pods:Memory is 'lots': give an amount such as 512Mi")]
    [InlineData("Odagrun:Pods:Memroy", "1Gi", "Odagrun:Pods:Memroy is not known: known here are Cpu")]
    [InlineData("Odagrun:Queues:Connection", "Elsewhere", "Odagrun:Queues:Connection is 'Elsewhere', and the setting Elsewhere is empty")]
    [InlineData("AzureWebJobsStorage", "AccountKey=very-secret", "the setting AzureWebJobsStorage is no connection string: copy it whole")]
    public void Start_WithOneWrongSetting_NamesKeyValueAndRemedy(string key, string? value, string expected)
    {
        _settings[key] = value;

        var error = Assert.Single(Errors());

        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithManyWrongSettings_NamesAllAtOnceAndNoSecret()
    {
        _settings["Odagrun:Runners:0:Url"] = "x";
        _settings["Odagrun:Runners:0:TokenFile"] = "/somewhere";
        _settings["Odagrun:Registry:Host"] = null;
        _settings["Odagrun:Jobs:Directory"] = null;
        _settings["AzureWebJobsStorage"] = "AccountKey=very-secret";

        var errors = Errors();

        Assert.Equal(5, errors.Count);
        Assert.DoesNotContain(errors, error => error.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Start_WithoutRunners_SaysHowToConfigureOne()
    {
        foreach (var key in _settings.Keys.Where(key => key.Contains("Runners", StringComparison.Ordinal)).ToList())
        {
            _settings.Remove(key);
        }

        Assert.Contains("Odagrun__Runners__0__Url", Assert.Single(Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithTwoRunnersOfOneName_IsRefused()
    {
        _settings["Odagrun:Runners:1:Name"] = "demo";
        _settings["Odagrun:Runners:1:Url"] = "https://gitlab.example.com";
        _settings["Odagrun:Runners:1:Token"] = "glrt-other";

        Assert.Contains("the name 'demo' 2 times", Assert.Single(Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Runner_WithATokenFile_HasItsContentAndNeverShowsIt()
    {
        _settings.Remove("Odagrun:Runners:0:Token");
        _settings["Odagrun:Runners:0:TokenFile"] = _directory.File("token");
        File.WriteAllText(_directory.File("token"), "glrt-from-a-file\n");

        var runner = Assert.Single(Provider().GetRequiredService<IOptions<RunnersOptions>>().Value.Runners);

        Assert.Equal("glrt-from-a-file", runner.Token);
        Assert.Equal(_directory.File("token"), runner.TokenFile);
        Assert.DoesNotContain("glrt", runner.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RegistryLogin_FromAFileThatIsReplaced_IsTheNewOne()
    {
        File.WriteAllText(_directory.File("login"), "first\n");
        _settings["Odagrun:Registry:Username"] = "serviceaccount";
        _settings["Odagrun:Registry:PasswordFile"] = _directory.File("login");
        _settings["Odagrun:Registry:PullSecret"] = "false";
        var options = Provider().GetRequiredService<IOptions<RegistryOptions>>().Value;

        Assert.Equal("first", Assert.Single(options.Logins).Password);
        File.WriteAllText(_directory.File("login"), "second\n");
        Assert.Equal("second", Assert.Single(options.Logins).Password);
        File.Delete(_directory.File("login"));
        Assert.Equal("first", Assert.Single(options.Logins).Password);
        Assert.Empty(options.PullLogins);
    }

    [Fact]
    public void InsecureRegistries_SeparatedByCommas_AreHosts()
    {
        _settings["Odagrun:Registry:InsecureRegistries"] = "registry.lan:5000, 10.0.0.7:5000";

        Assert.Equal(
            ["registry.lan:5000", "10.0.0.7:5000"], Provider().GetRequiredService<IOptions<RegistryOptions>>().Value.InsecureRegistries);
    }

    [Theory]
    [InlineData("512Mi", 512L << 20)]
    [InlineData("2G", 2_000_000_000L)]
    [InlineData("1.5Gi", 3L << 29)]
    [InlineData("1024", 1024L)]
    public void Memory_Amount_IsInBytes(string text, long bytes)
    {
        _settings["Odagrun:Pods:Memory"] = text;
        _settings["Odagrun:Pods:Cpu"] = "1.5";

        var limits = Provider().GetRequiredService<IOptions<PodsOptions>>().Value.Limits;

        Assert.Equal((bytes, 1500), (limits.MemoryBytes, limits.CpuMillis));
    }

    private ServiceProvider Provider() => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build())
        .AddJobSettings()
        .BuildServiceProvider();

    private List<string> Errors()
    {
        using var provider = Provider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
        catch (AggregateException e)
        {
            return [.. e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }
}
