using System.Text;
using YamlDotNet.RepresentationModel;

namespace Odagrun.Cli.FuncDeploy;

/// <summary>The Secret that func makes of local.settings.json.</summary>
internal static class SettingsSecret
{
    /// <exception cref="InvalidDataException">It holds a connection string that works on a developer's machine only.</exception>
    public static void Check(YamlMappingNode secret)
    {
        if (Yaml.Find(secret, "data") is not YamlMappingNode data)
        {
            return;
        }

        foreach (var (key, value) in data.Children)
        {
            var bytes = new byte[1024];
            if (value is YamlScalarNode { Value: { Length: < 1024 } text } && Convert.TryFromBase64String(text, bytes, out var length)
                && Encoding.UTF8.GetString(bytes, 0, length).Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException(
                    $"the setting {key} is UseDevelopmentStorage=true, which is this machine's Azurite: put the cluster's connection string (in its long form) into local.settings.json");
            }
        }
    }
}
