using System.Globalization;
using Odagrun.Stack;
using Odagrun.Stack.Services;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Odagrun.Lab.Tests.Web.Browser;

/// <summary>One headless Chromium for the tests of a class; Debian's, nothing is downloaded.</summary>
public sealed class Chromium : IDisposable
{
    private static readonly string[] Flags =
    [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,900",
    ];

    private readonly WorkDirectory? _profile;
    private readonly ChromeDriverService? _service;

    public Chromium()
    {
        if (Missing() is { } missing)
        {
            Why = $"{missing} is not installed: run 'tests/tools/install.sh browser'";
            return;
        }

        _profile = WorkDirectory.Create("chromium");
        _service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Tools.Find("chromedriver")), "chromedriver");
        _service.HideCommandPromptWindow = true;
        _service.SuppressInitialDiagnosticInformation = true;
        var options = new ChromeOptions { BinaryLocation = Tools.Find("chromium") };
        options.AddArguments([.. Flags, $"--user-data-dir={_profile.Path}"]);
        options.SetLoggingPreference(LogType.Browser, OpenQA.Selenium.LogLevel.All);
        Driver = new ChromeDriver(_service, options, TimeSpan.FromMinutes(2));
    }

    /// <summary>The browser; null where there is none.</summary>
    public ChromeDriver? Driver { get; }

    /// <summary>Why there is none.</summary>
    public string Why { get; } = "";

    /// <summary>Opens an address; skips the test where there is no browser.</summary>
    public PageDriver Open(LabServer lab, string hash = "#/")
    {
        if (Driver is null)
        {
            Assert.Skip(Why);
        }

        Driver.Navigate().GoToUrl("about:blank");
        Driver.Navigate().GoToUrl(string.Create(CultureInfo.InvariantCulture, $"{lab.Url}/{hash}"));
        return new PageDriver(Driver, lab.Url);
    }

    public void Dispose()
    {
        Driver?.Quit();
        Driver?.Dispose();
        _service?.Dispose();
        _profile?.Dispose();
    }

    private static string? Missing() => new[] { "chromedriver", "chromium" }.FirstOrDefault(program =>
    {
        try
        {
            Tools.Find(program);
            return false;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
    });
}
