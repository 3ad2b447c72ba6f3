using System.Security.Cryptography;
using Odagrun.Oci.Blobs;

namespace Odagrun.Oci.Tests.Blobs;

public sealed class ReadAheadStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(10_000_000)]
    public async Task Read_InPiecesOfAnySize_GivesTheWholeContent(int bytes)
    {
        var content = RandomNumberGenerator.GetBytes(bytes);
        await using var ahead = new ReadAheadStream(new MemoryStream(content), Token);
        var read = new MemoryStream();

        await ahead.CopyToAsync(read, 77_777, Token);

        Assert.True(content.AsSpan().SequenceEqual(read.ToArray()));
        Assert.Equal(0, await ahead.ReadAsync(new byte[1], Token));
    }

    [Fact]
    public async Task Read_InnerFails_ItsOwnExceptionComesOutEachTime()
    {
        await using var ahead = new ReadAheadStream(new FailingStream(), Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => ahead.ReadExactlyAsync(new byte[10], Token).AsTask());
        await Assert.ThrowsAsync<InvalidDataException>(() => ahead.ReadExactlyAsync(new byte[10], Token).AsTask());
    }

    [Fact]
    public async Task Dispose_InTheMiddle_EndsTheReadingAndTheInnerStream()
    {
        var inner = new MemoryStream(new byte[50_000_000]);
        var ahead = new ReadAheadStream(inner, Token);
        await ahead.ReadExactlyAsync(new byte[10], Token);

        await ahead.DisposeAsync();

        Assert.False(inner.CanRead);
    }

    [Fact]
    public async Task Cancellation_OfItsOwner_EndsTheReading()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var ahead = new ReadAheadStream(new MemoryStream(new byte[50_000_000]), cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ahead.CopyToAsync(Stream.Null, Token));
    }

    private sealed class FailingStream : ReadThroughStream
    {
        public override int Read(Span<byte> buffer) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new InvalidDataException("broken"));
    }
}
