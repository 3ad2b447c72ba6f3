using System.Text;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>The <c>name="value"</c> list of an authentication challenge (RFC 9110, 11.2).</summary>
internal static class ChallengeParameters
{
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        while (position < text.Length)
        {
            var equals = text.IndexOf('=', position);
            if (equals < 0)
            {
                break;
            }

            var name = text[position..equals].Trim(' ', ',', '\t');
            position = equals + 1;
            var value = position < text.Length && text[position] == '"' ? Quoted(text, ref position) : Token(text, ref position);
            values.TryAdd(name, value);
        }

        return values;
    }

    private static string Quoted(string text, ref int position)
    {
        var value = new StringBuilder();
        for (position++; position < text.Length && text[position] != '"'; position++)
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
            }

            value.Append(text[position]);
        }

        position++;
        return value.ToString();
    }

    private static string Token(string text, ref int position)
    {
        var end = text.IndexOf(',', position);
        end = end < 0 ? text.Length : end;
        var value = text[position..end].Trim();
        position = end;
        return value;
    }
}
