using Odagrun.Masking;

namespace Odagrun.Cli.Doctor;

/// <summary>What a storage connection string holds that nobody may see.</summary>
internal static class ConnectionSecrets
{
    public static void Hide(ISecretMasker masker, string connection)
    {
        foreach (var part in connection.Split(';'))
        {
            if (part.Split('=', 2) is [("AccountKey" or "SharedAccessSignature"), var secret])
            {
                masker.Add(secret);
            }
        }
    }
}
