using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;

namespace Odagrun.Lab.Tests.Web.Browser;

/// <summary>What a person does with the page, and sees on it.</summary>
public sealed class PageDriver(ChromeDriver driver, string origin)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The browser.</summary>
    public ChromeDriver Driver => driver;

    /// <summary>Waits for an element.</summary>
    public IWebElement Find(string selector) =>
        Until(() => driver.FindElements(By.CssSelector(selector)).FirstOrDefault(), $"an element '{selector}'");

    /// <summary>Texts of all elements.</summary>
    public IReadOnlyList<string> Texts(string selector) =>
        [.. ((IReadOnlyCollection<object>)driver.ExecuteScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector)!).Cast<string>()];

    /// <summary>Number of elements.</summary>
    public int Count(string selector) => driver.FindElements(By.CssSelector(selector)).Count;

    /// <summary>The result of an expression in the page.</summary>
    public T Evaluate<T>(string expression) => (T)driver.ExecuteScript($"return {expression}")!;

    /// <summary>Clicks what the selector finds, again when an update replaced it meanwhile.</summary>
    public void Click(string selector) => Until(
        () =>
        {
            try
            {
                Find(selector).Click();
                return this;
            }
            catch (Exception e) when (e is StaleElementReferenceException or ElementNotInteractableException)
            {
                return null;
            }
        },
        $"'{selector}' to be clickable");

    /// <summary>Waits until the condition holds for what the page shows.</summary>
    public void Until(Func<bool> condition, string what) => Until(() => condition() ? this : null, what);

    /// <summary>Waits until the log shows a line with exactly this text.</summary>
    public void UntilLogShows(string text) => Until(() => Texts(".log .text").Contains(text), $"the log line '{text}'");

    /// <summary>Fails when the browser reported an error: a script's, a refused request, a violation of the page's policy.</summary>
    public void AssertNoErrors()
    {
        // The page of a test before may still have asked a Lab that was gone.
        var errors = driver.Manage().Logs.GetLog(LogType.Browser)
            .Where(entry => entry.Level >= OpenQA.Selenium.LogLevel.Warning && entry.Message.Contains(origin, StringComparison.Ordinal))
            .Select(entry => entry.Message)
            .ToList();
        Assert.Empty(errors);
    }

    private T Until<T>(Func<T?> find, string what)
        where T : class
    {
        var wait = new WebDriverWait(driver,
            Patience)
        { Message = $"{what} did not come; the page shows:\n{Body()}", PollingInterval = TimeSpan.FromMilliseconds(50) };
        return wait.Until(_ => find())!;
    }

    private string Body() => (string)driver.ExecuteScript("return document.body ? document.body.innerText.slice(0, 2000) : ''")!;
}
