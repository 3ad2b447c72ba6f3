using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Odagrun.Jobs.Settings;

/// <summary>Makes an options object from its section; all errors of the section at once.</summary>
internal sealed class SettingsFactory<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
    IConfiguration configuration, string section, Func<SettingsReader, IConfiguration, T> read,
    bool wholeConfiguration) : IOptionsFactory<T>
    where T : class
{
    public T Create(string name)
    {
        var own = configuration.GetSection(section);
        var reader = new SettingsReader(own, section);
        var options = read(reader, wholeConfiguration ? configuration : own);
        return reader.Errors.Count == 0 ? options : throw new OptionsValidationException(section, typeof(T), reader.Errors);
    }
}
