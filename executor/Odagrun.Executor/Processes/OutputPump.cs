using System.Runtime.InteropServices;
using Odagrun.Executor.Native;

namespace Odagrun.Executor.Processes;

/// <summary>
/// Reads a program's stdout and stderr in the order they come, on a thread of its own, until both are closed by all who hold them or
/// the pump is disposed. A process left in the background may hold them for ever: <see cref="DrainAsync"/> does not wait for it.
/// </summary>
internal sealed class OutputPump : IAsyncDisposable
{
    private readonly DescriptorPair _output = DescriptorPair.Open();
    private readonly DescriptorPair _error = DescriptorPair.Open();
    private readonly DescriptorPair _wake = DescriptorPair.Open();
    private readonly OutputHandler _handler;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OutputPump(OutputHandler handler) => _handler = handler;

    /// <summary>What a program gets as stdout.</summary>
    internal int OutputDescriptor => _output.Writing;

    /// <summary>What a program gets as stderr.</summary>
    internal int ErrorDescriptor => _error.Writing;

    /// <summary>Nobody holds the pipes any more, and all is handled.</summary>
    internal bool HasEnded => _ended.Task.IsCompleted;

    internal static OutputPump Start(OutputHandler handler)
    {
        var pump = new OutputPump(handler);
        new Thread(pump.Run) { IsBackground = true, Name = "output" }.Start();
        return pump;
    }

    /// <summary>Our own copies of the writing ends are closed, so that the end of the program is the end of its output.</summary>
    internal void ProgramStarted()
    {
        _output.CloseWriting();
        _error.CloseWriting();
    }

    /// <summary>Completes when all that lay in the pipes at the time of the call has been handled.</summary>
    internal Task DrainAsync()
    {
        Wake((byte)'d');
        return Task.WhenAny(_drained.Task, _ended.Task);
    }

    /// <summary>Frees what is left of a pump that has ended.</summary>
    internal void Release() => _wake.Dispose();

    public async ValueTask DisposeAsync()
    {
        ProgramStarted();
        Wake((byte)'s');
        await _ended.Task;
        _wake.Dispose();
    }

    private unsafe void Wake(byte reason)
    {
        if (!_ended.Task.IsCompleted)
        {
            _ = Libc.Write(_wake.Writing, &reason, 1);
        }
    }

    private unsafe void Run()
    {
        var buffer = new byte[64 << 10];
        var descriptors = stackalloc PollDescriptor[3];
        var stopped = false;
        while (!stopped && (_output.Reading >= 0 || _error.Reading >= 0))
        {
            // poll skips descriptors below 0.
            descriptors[0] = new PollDescriptor { Descriptor = _output.Reading, Events = Libc.PollIn };
            descriptors[1] = new PollDescriptor { Descriptor = _error.Reading, Events = Libc.PollIn };
            descriptors[2] = new PollDescriptor { Descriptor = _wake.Reading, Events = Libc.PollIn };
            if (Libc.Poll(descriptors, 3, -1) < 0)
            {
                continue;
            }

            ReadIfReady(descriptors[0], _output, false, buffer);
            ReadIfReady(descriptors[1], _error, true, buffer);
            stopped = descriptors[2].Returned != 0 && Obey(buffer);
        }

        _output.CloseReading();
        _error.CloseReading();
        _ended.TrySetResult();
    }

    private unsafe bool Obey(byte[] buffer)
    {
        byte reason;
        _ = Libc.Read(_wake.Reading, &reason, 1);
        Drain(_output, false, buffer);
        Drain(_error, true, buffer);
        _drained.TrySetResult();
        return reason == (byte)'s';
    }

    // No more than fits into the pipe: whoever still writes must not keep us here.
    private unsafe void Drain(DescriptorPair pipe, bool isError, byte[] buffer)
    {
        if (pipe.Reading < 0)
        {
            return;
        }

        var left = (long)Libc.ControlDescriptor(pipe.Reading, Libc.GetPipeSize, 0);
        var descriptor = new PollDescriptor { Descriptor = pipe.Reading, Events = Libc.PollIn };
        while (left > 0 && pipe.Reading >= 0 && Libc.Poll(&descriptor, 1, 0) > 0)
        {
            left -= ReadIfReady(descriptor, pipe, isError, buffer);
        }
    }

    private unsafe int ReadIfReady(PollDescriptor descriptor, DescriptorPair pipe, bool isError, byte[] buffer)
    {
        if (descriptor.Returned == 0 || pipe.Reading < 0)
        {
            return 0;
        }

        fixed (byte* start = buffer)
        {
            var count = (int)Libc.Read(pipe.Reading, start, (nuint)buffer.Length);
            if (count > 0)
            {
                _handler(isError, new ReadOnlySpan<byte>(start, count));
                return count;
            }

            if (count == 0 || Marshal.GetLastPInvokeError() != Libc.Interrupted)
            {
                pipe.CloseReading();
            }

            return 0;
        }
    }
}
