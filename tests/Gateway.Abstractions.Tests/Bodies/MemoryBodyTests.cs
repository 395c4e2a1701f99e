using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Fakes;

namespace Gateway.Bodies;

public partial class MemoryBodyTests
{
    public static TheoryData<string, Body> Bodies => new()
    {
        { "hello", Body.Bytes(Blocks.Of("hello")) },
        { "caf\u00e9", Body.Text("caf\u00e9") },
        { "{\"firstName\":\"\\u00C9mile\",\"age\":7}", Body.Json(new Person("\u00c9mile", 7)) },
        { "{\"FirstName\":\"x\",\"Age\":7}", Body.Json(new Person("x", 7), Json.Default.Person) },
        { "{\"FirstName\":\"x\",\"Age\":7}", Body.Json(new Person("x", 7), JsonSerializerOptions.Default) },
        { "null", Body.Json<Person?>(null) },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_in_memory_is_one_block_of_known_length_either_way(string text, Body body)
    {
        var length = Encoding.UTF8.GetByteCount(text);

        Blocks.ReadText(body).ShouldBe(text);
        (await Blocks.ReadTextAsync(body)).ShouldBe(text);
        Blocks.Read(body).Length.ShouldBe(1);
        (await Blocks.ReadAsync(body)).Length.ShouldBe(1);
        body.ShouldBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>()!.Count.ShouldBe(1);
        body.Length.ShouldBe(length);
        body.ShouldBeOfType<MemoryBody>().Memory.Length.ShouldBe(length);
    }

    public static TheoryData<Body> EmptyBodies => [Body.Empty, Body.Bytes(default), Body.Text("")];

    [Theory]
    [MemberData(nameof(EmptyBodies))]
    public async Task An_empty_body_has_no_block(Body body)
    {
        Blocks.Read(body).ShouldBeEmpty();
        (await Blocks.ReadAsync(body)).ShouldBeEmpty();
        body.ShouldBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>()!.Count.ShouldBe(0);
        body.Length.ShouldBe(0);
    }

    [Fact]
    public async Task The_empty_body_survives_being_closed()
    {
        Body.Empty.Dispose();
        await Body.Empty.DisposeAsync();

        Blocks.Read(Body.Empty).ShouldBeEmpty();
    }

    [Fact]
    public void Bytes_are_not_copied()
    {
        var bytes = new byte[] { 1, 2, 3 };
        var body = Body.Bytes(bytes);

        bytes[0] = 9;

        Blocks.Read(body)[0].ShouldBe([9, 2, 3]);
    }

    [Fact]
    public void Every_byte_value_passes_unchanged()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        Blocks.Read(Body.Bytes(bytes))[0].ShouldBe(bytes);
    }

    [Fact]
    public void Text_has_the_encoding_asked_for_and_no_byte_order_mark()
    {
        Blocks.Read(Body.Text("\u00e9", Encoding.Latin1))[0].ShouldBe([0xe9]);
        Blocks.Read(Body.Text("a", Encoding.Unicode))[0].ShouldBe([0x61, 0]);
        Blocks.Read(Body.Text("a", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))[0].ShouldBe([0x61]);
    }

    [Fact]
    public void A_value_that_cannot_be_json_fails_in_the_apps_own_frame() =>
        Should.Throw<NotSupportedException>(() => Body.Json<Type>(typeof(string)));

    [Fact]
    public void Text_and_type_are_needed()
    {
        Should.Throw<ArgumentNullException>(() => Body.Text(null!));
        Should.Throw<ArgumentNullException>(() => Body.Json(1, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<int>)null!));
    }

    public sealed record Person(string FirstName, int Age);

    [JsonSerializable(typeof(Person))]
    internal sealed partial class Json : JsonSerializerContext;
}
