using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Odagrun.Lab.Terminal;

/// <summary>
/// Turns a log line's own colours into styled text, so that they are cut and wrapped rightly and cannot leak into what is drawn next.
/// A job's colours last over its lines until it resets them.
/// </summary>
internal sealed partial class AnsiParagraph
{
    private Color _front = Color.Default;
    private Color _back = Color.Default;
    private Decoration _decoration = Decoration.None;

    /// <summary>Appends a line's runs of text.</summary>
    public void Append(Paragraph paragraph, string line)
    {
        var at = 0;
        foreach (Match sgr in Sgr().Matches(line))
        {
            Text(paragraph, line[at..sgr.Index]);
            Apply(sgr.Groups[1].Value);
            at = sgr.Index + sgr.Length;
        }

        Text(paragraph, line[at..]);
    }

    private void Text(Paragraph paragraph, string text)
    {
        if (text.Length > 0)
        {
            paragraph.Append(text, new Style(_front, _back, _decoration));
        }
    }

    private void Apply(string parameters)
    {
        var codes = parameters.Split(';', ':').Select(code => int.TryParse(code, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .ToArray();
        for (var i = 0; i < codes.Length; i++)
        {
            i += Apply(codes.AsSpan(i));
        }
    }

    // Gives how many further codes belong to the first one.
    private int Apply(ReadOnlySpan<int> codes)
    {
        switch (codes[0])
        {
            case 0:
                (_front, _back, _decoration) = (Color.Default, Color.Default, Decoration.None);
                break;
            case 38 or 48 when codes.Length > 1:
                return Extended(codes);
            case >= 30 and <= 37 or >= 90 and <= 97:
                _front = Color.FromInt32(codes[0] < 90 ? codes[0] - 30 : codes[0] - 82);
                break;
            case >= 40 and <= 47 or >= 100 and <= 107:
                _back = Color.FromInt32(codes[0] < 100 ? codes[0] - 40 : codes[0] - 92);
                break;
            case 39:
                _front = Color.Default;
                break;
            case 49:
                _back = Color.Default;
                break;
            case 22:
                _decoration &= ~(Decoration.Bold | Decoration.Dim);
                break;
            case >= 23 and <= 29:
                _decoration &= ~Decorated(codes[0] - 20);
                break;
            default:
                _decoration |= Decorated(codes[0]);
                break;
        }

        return 0;
    }

    private int Extended(ReadOnlySpan<int> codes)
    {
        var (color, used) = codes switch
        {
            [_, 5, >= 0 and <= 255 and var index, ..] => (Color.FromInt32(index), 2),
            [_, 2, var r, var g, var b, ..] => (new Color((byte)r, (byte)g, (byte)b), 4),
            _ => (Color.Default, 1),
        };
        if (codes[0] == 38)
        {
            _front = color;
        }
        else
        {
            _back = color;
        }

        return used;
    }

    private static Decoration Decorated(int code) => code switch
    {
        1 => Decoration.Bold,
        2 => Decoration.Dim,
        3 => Decoration.Italic,
        4 => Decoration.Underline,
        5 => Decoration.SlowBlink,
        7 => Decoration.Invert,
        8 => Decoration.Conceal,
        9 => Decoration.Strikethrough,
        _ => Decoration.None,
    };

    [GeneratedRegex(@"\x1b\[([0-9;:]*)m", RegexOptions.CultureInvariant)]
    private static partial Regex Sgr();
}
