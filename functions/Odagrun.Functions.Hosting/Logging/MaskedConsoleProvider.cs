using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Odagrun.Masking;

namespace Odagrun.Functions.Hosting.Logging;

/// <summary>Logs as single lines on stdout, each through the masker: no token ever shows.</summary>
internal sealed class MaskedConsoleProvider(ISecretMasker masker, TextWriter output, TimeProvider clock) : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, MaskedConsoleLogger> _loggers = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, name => new MaskedConsoleLogger(name, this));

    public void Write(string category, LogLevel level, string message, Exception? exception)
    {
        var text = exception is null ? message : $"{message} | {exception}";
        var line = masker.Mask($"{clock.GetUtcNow():HH:mm:ss.fff} {Name(level)} {category}: {text}").ReplaceLineEndings(" ⏎ ");
        lock (_writing)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    public void Dispose()
    {
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        _ => "error",
    };
}
