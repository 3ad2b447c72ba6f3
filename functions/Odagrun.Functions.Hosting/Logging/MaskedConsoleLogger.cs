using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Hosting.Logging;

/// <summary>One category; its name is shown without its namespace.</summary>
internal sealed class MaskedConsoleLogger(string category, MaskedConsoleProvider provider) : ILogger
{
    private readonly string _name = category[(category.LastIndexOf('.') + 1)..];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        provider.Write(_name, logLevel, formatter(state, exception), exception);
}
