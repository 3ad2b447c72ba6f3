using System.Globalization;
using System.Text;

namespace Odagrun.GitLab.Trace;

/// <summary>
/// Ends the collecting of a log at its limit, with a notice. The executor's own lines have some room beyond, so that the log still
/// says how the job ended.
/// </summary>
internal sealed class LimitedLog(TraceBuffer buffer, long limit)
{
    private const int OwnRoom = 64 * 1024;

    private long _taken;
    private int _ownRoom = OwnRoom;

    /// <summary>Output of the job is no longer taken.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Adds text that is whole UTF-8 characters.</summary>
    public void Append(ReadOnlySpan<byte> text, bool own)
    {
        if (IsFull)
        {
            AppendOwn(text, own);
            return;
        }

        var taken = Fitting(text);
        _taken += taken.Length;
        if (!taken.IsEmpty && !buffer.Append(taken))
        {
            Lose();
            return;
        }

        if (taken.Length < text.Length)
        {
            IsFull = true;
            Notice(string.Create(CultureInfo.InvariantCulture, $"Job's log exceeded limit of {limit} bytes."));
            AppendOwn(text[taken.Length..], own);
        }
    }

    private void AppendOwn(ReadOnlySpan<byte> text, bool own)
    {
        if (own && text.Length <= _ownRoom)
        {
            _ownRoom -= text.Length;
            buffer.Append(text, always: true);
        }
    }

    private ReadOnlySpan<byte> Fitting(ReadOnlySpan<byte> text)
    {
        if (text.Length <= limit - _taken)
        {
            return text;
        }

        var count = (int)(limit - _taken);
        while (count > 0 && (text[count] & 0xC0) == 0x80)
        {
            count--;
        }

        return text[..count];
    }

    private void Lose()
    {
        IsFull = true;
        Notice($"Job's log could not be kept: {buffer.DiskProblem}");
    }

    private void Notice(string what) => buffer.Append(Encoding.UTF8.GetBytes(
        $"\n{TraceText.BoldYellow}{what}\nJob execution will continue but no more output will be collected.{TraceText.Reset}\n"),
        always: true);
}
