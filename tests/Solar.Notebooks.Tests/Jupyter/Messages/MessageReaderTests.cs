using System.Text;
using Solar.Notebooks.Jupyter.Messages;

namespace Solar.Notebooks.Tests.Jupyter.Messages;

public sealed class MessageReaderTests
{
    private readonly MessageReader _reader = new(new(TestConnection.Key));

    [Fact]
    public void The_signature_is_that_of_openssl()
    {
        // printf 'abcd' | openssl dgst -sha256 -hmac secret
        byte[][] parts = ["a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray(), "d"u8.ToArray()];
        Assert.Equal("3057ecbaeceffb90b97394a97267236eca9f9e5520dfe387831a22a0eb7709d2", Encoding.ASCII.GetString(new MessageSigner("secret").Sign(parts)));
    }

    [Fact]
    public void A_signed_message_becomes_a_request()
    {
        var request = _reader.Read(Channel.Shell, ["who"u8.ToArray(), .. Signed("execute_request", "{\"code\":\"1\",\"silent\":true}")])!;
        Assert.Equal("execute_request", request.Type);
        Assert.Equal("who", Encoding.ASCII.GetString(Assert.Single(request.Identities)));
        Assert.Equal(("1", true), (request.Text("code"), request.Flag("silent", false)));
    }

    [Fact]
    public void A_message_is_good_once()
    {
        var message = Signed("execute_request", "{}");
        Assert.NotNull(_reader.Read(Channel.Shell, message));
        Assert.Null(_reader.Read(Channel.Shell, message));
        Assert.Null(_reader.Read(Channel.Control, message));
    }

    [Fact]
    public void Any_changed_byte_of_any_part_makes_it_nothing()
    {
        var message = Signed("execute_request", "{\"code\":\"1\"}");
        foreach (var part in new[] { 1, 2, 3, 4, 5 })
        {
            for (var at = 0; at < message[part].Length; at++)
            {
                var changed = message.Select(bytes => bytes.ToArray()).ToArray();
                changed[part][at] ^= 1;
                Assert.Null(_reader.Read(Channel.Shell, changed));
            }
        }

        Assert.NotNull(_reader.Read(Channel.Shell, message));
    }

    [Theory]
    [InlineData("[]", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("{\"msg_id\":\"1\",\"msg_type\":\"t\"}", "{}")]
    [InlineData("{\"msg_id\":\"1\",\"session\":\"s\",\"msg_type\":7}", "{}")]
    [InlineData("{\"msg_id\":\"1\",\"session\":\"s\",\"msg_type\":\"t\"}", "[]")]
    [InlineData("{\"msg_id\":\"1\",\"session\":\"s\",\"msg_type\":\"t\"}", "{")]
    [InlineData("{\"msg_id\":\"1\",\"session\":\"s\",\"msg_type\":\"t\"}", "")]
    public void A_malformed_message_is_nothing_even_when_signed(string header, string content) =>
        Assert.Null(_reader.Read(Channel.Shell, KernelClient.Sign(TestConnection.Key, header, content)));

    [Fact]
    public void Too_few_frames_and_a_missing_delimiter_are_nothing()
    {
        var message = Signed("execute_request", "{}");
        for (var count = 0; count < message.Length; count++)
            Assert.Null(_reader.Read(Channel.Shell, message[..count]));
        Assert.Null(_reader.Read(Channel.Shell, message[1..]));
        Assert.Null(_reader.Read(Channel.Shell, [.. Enumerable.Repeat("id"u8.ToArray(), 100), .. message]));
    }

    [Fact]
    public void What_is_written_can_be_read_whatever_text_it_holds()
    {
        var writer = new MessageWriter(new(TestConnection.Key));
        var text = "half \uD83D of a pair, a whole \U0001F600 one, \0 and \u2028";
        var frames = writer.Write(["to"u8.ToArray()], "stream", null, json => json.WriteText("text", text));
        Assert.Equal(text.Replace('\uD83D', '\uFFFD').Replace("\uFFFD\uDE00", "\U0001F600"), _reader.Read(Channel.Shell, frames)!.Text("text"));
    }

    private static byte[][] Signed(string type, string content) => KernelClient.Sign(TestConnection.Key, KernelClient.Header(type, "1"), content);
}
